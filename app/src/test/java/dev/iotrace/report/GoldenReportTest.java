package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every scenario in every format against the files under `src/test/resources/report`.
/// `-Drecord=true` writes these files anew: review the difference before you commit it.
class GoldenReportTest {
  private static final Path EXPECTED =
      Path.of(System.getProperty("iotrace.root"), "app/src/test/resources/report");

  private static final Map<String, ReportFormat> FORMATS =
      Map.of(
          "expected.txt", new TerminalReport(TerminalReport.Layout.PIPED),
          "expected-40.txt", new TerminalReport(new TerminalReport.Layout(40, false)),
          "expected-200.txt", new TerminalReport(new TerminalReport.Layout(200, true)),
          "expected.json", new JsonReport(),
          "expected.csv", new CsvReport());

  private static final List<Locale> LOCALES =
      List.of(Locale.ENGLISH, Locale.GERMANY, Locale.ROOT, Locale.of("tr", "TR"));

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

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
    if (Boolean.getBoolean("record")) {
      Files.createDirectories(expected.getParent());
      Files.writeString(expected, written(scenario.report(), format));
    }
    for (Locale locale : LOCALES) {
      Locale.setDefault(locale);
      assertThat(written(scenario.report(), format))
          .as("%s in locale %s", expected, locale)
          .isEqualTo(Files.readString(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void nothingThatDrivesATerminalGetsThrough(Scenario scenario, String file, ReportFormat format)
      throws IOException {
    assertThat(written(scenario.report(), format).replace("\r\n", "\n").replace("\n", ""))
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

  static String written(Report report, ReportFormat format) throws IOException {
    StringWriter out = new StringWriter();
    format.write(report, out);
    return out.toString();
  }
}
