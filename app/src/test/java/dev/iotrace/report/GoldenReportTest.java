package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every scenario in every format against the files under `src/test/resources/report`.
/// `-Drecord=true` writes these files anew: review the difference before you commit it.
class GoldenReportTest {
  private static final Path EXPECTED = Golden.path("report");

  private static final Map<String, ReportFormat> FORMATS =
      Map.of(
          "expected.txt", new TerminalReport(TerminalReport.Layout.PIPED),
          "expected-40.txt", new TerminalReport(new TerminalReport.Layout(40, false)),
          "expected-200.txt", new TerminalReport(new TerminalReport.Layout(200, true)),
          "expected.json", new JsonReport(),
          "expected.csv", new CsvReport());

  static Stream<Arguments> goldens() {
    return Stream.of(Scenario.values())
        .flatMap(
            scenario ->
                FORMATS.entrySet().stream()
                    .filter(format -> isKept(scenario, format.getKey()))
                    .map(each -> Arguments.of(scenario, each.getKey(), each.getValue())));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void reportIsAsRecordedInEveryLocale(Scenario scenario, String file, ReportFormat format)
      throws IOException {
    Path expected = EXPECTED.resolve(scenario.folder()).resolve(file);
    Golden.assertRecordedInEveryLocale(expected, () -> Golden.written(scenario.report(), format));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void nothingThatDrivesATerminalGetsThrough(Scenario scenario, String file, ReportFormat format)
      throws IOException {
    assertThat(Golden.written(scenario.report(), format).replace("\r\n", "\n").replace("\n", ""))
        .as(file)
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  }

  /// The widths are kept once, and a thousand writes only for people: the rest says nothing new.
  private static boolean isKept(Scenario scenario, String file) {
    return switch (file) {
      case "expected.txt" -> true;
      case "expected.json", "expected.csv" -> scenario != Scenario.THOUSAND_WRITES;
      default -> scenario == Scenario.FOUR_BYTES_ON_EXT4 || scenario == Scenario.SHARED_COMMIT;
    };
  }
}
