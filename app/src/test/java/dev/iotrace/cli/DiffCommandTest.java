package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.diff.Difference;
import dev.iotrace.diff.DifferenceBuilder;
import dev.iotrace.diff.DifferenceCsv;
import dev.iotrace.diff.DifferenceJson;
import dev.iotrace.diff.DifferenceText;
import dev.iotrace.report.Format;
import dev.iotrace.report.Golden;
import dev.iotrace.report.Schema;
import dev.iotrace.saved.SavedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Differences of recorded reports, in every form, against `src/test/resources/diff`.
/// `-Drecord=true` writes these files anew: review the difference before you commit it.
class DiffCommandTest {
  private static final Path EXPECTED = Golden.path("diff");
  private static final Schema SCHEMA = Schema.named("iotrace-diff-1");
  private static final String JOURNAL = "recorded-6.18-bpftrace-0.17-ext4-four-bytes-drain";
  private static final String NO_JOURNAL = "recorded-6.18-bpftrace-0.17-ext4-no-journal-fsync";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"two.txt", "two-40.txt", "two.json", "two.csv", "groups.txt", "lost.txt"})
  void differenceIsAsRecordedInEveryLocale(String file) throws IOException {
    Difference difference =
        switch (file.substring(0, file.indexOf('.'))) {
          case "groups" -> groups(4);
          case "lost" -> of(List.of(named("lost-events")), List.of(named("hostile-comm")));
          default -> two();
        };
    Format<Difference> format = format(file);
    Golden.assertRecordedInEveryLocale(
        EXPECTED.resolve(file), () -> Golden.written(difference, format));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80})
  void textFits(int columns) throws IOException {
    assertThat(Golden.written(groups(3), new DifferenceText(columns)).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
  }

  @Test
  void everyDifferenceIsValidAndTheSchemaIsThatOfTheRecords() throws IOException {
    String json = Golden.written(groups(3), new DifferenceJson());
    assertThat(SCHEMA.complaints(json)).isEmpty();
    assertThat(SCHEMA.complaints(Golden.written(two(), new DifferenceJson()))).isEmpty();
    assertThat(SCHEMA.complaints(json.replaceFirst("\\{", "{\"more\": 1,"))).hasSize(1);
    assertThat(SCHEMA.complaints(json.replace("\"bytes\"", "\"octets\""))).isNotEmpty();
    SCHEMA.assertDescribes(Difference.class);
  }

  @Test
  void figuresAreThoseOfTheReports() throws IOException {
    Path a = SavedReports.keep(JOURNAL, directory, "a.json", 1000);
    Path b = SavedReports.keep(JOURNAL, directory, "b.json", 750);
    CommandRun run = CommandRun.of("diff", a.toString(), b.toString(), "--json");
    assertThat(run.exitCode()).isZero();
    JsonNode json = JsonMapper.shared().readTree(run.out());
    JsonNode bytes = figure(json, "device bytes");
    assertThat(bytes.at("/a/median").asLong()).isEqualTo(1000);
    assertThat(bytes.at("/b/median").asLong()).isEqualTo(750);
    assertThat(bytes.path("difference").asLong()).isEqualTo(-250);
    assertThat(bytes.path("change_ratio").asDouble()).isEqualTo(-0.25);
    assertThat(bytes.path("p_value").isNull()).isTrue();
    assertThat(figure(json, "flushes").path("difference").asLong()).isZero();
    assertThat(json.path("settings").isEmpty()).isTrue();
  }

  @Test
  void threeRunsEachAreTooFewAndFourAreEnough() throws IOException {
    assertThat(Golden.written(groups(3), new DifferenceText(80))).contains("too few").contains("~");
    assertThat(Golden.written(groups(4), new DifferenceText(80))).doesNotContain("too few");
  }

  @Test
  void aGroupIsADirectoryOfReports() throws IOException {
    Path group = Files.createDirectory(directory.resolve("group"));
    SavedReports.keep(JOURNAL, group, "1.json", 1000);
    SavedReports.keep(JOURNAL, group, "2.json", 1200);
    Path one = SavedReports.keep(JOURNAL, directory, "one.json", 1500);
    CommandRun run = CommandRun.of("diff", group.toString(), one.toString(), "--csv");
    assertThat(run.out()).contains("run,device bytes,bytes,1100.0,1000.0,1200.0,2,1500.0");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThat(CommandRun.of("diff", empty.toString(), one.toString()).exitCode()).isEqualTo(2);
  }

  private static JsonNode figure(JsonNode difference, String name) {
    return difference
        .path("figures")
        .valueStream()
        .filter(it -> it.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Difference two() {
    return of(List.of(named(JOURNAL)), List.of(named(NO_JOURNAL)));
  }

  private Difference groups(int runs) throws IOException {
    Path a = Files.createDirectories(directory.resolve("a" + runs));
    Path b = Files.createDirectories(directory.resolve("b" + runs));
    for (int run = 1; run <= runs; run++) {
      SavedReports.keep(JOURNAL, a, run + ".json", 90_000 + run);
      SavedReports.keep(JOURNAL, b, run + ".json", 80_000 + run);
    }
    return of(renamed(SavedReport.readAll(a)), renamed(SavedReport.readAll(b)));
  }

  private static List<SavedReport> renamed(List<SavedReport> reports) {
    return reports.stream()
        .map(it -> new SavedReport(Path.of("run", it.file().getFileName().toString()), it.json()))
        .toList();
  }

  private static SavedReport named(String folder) {
    SavedReport report = SavedReport.read(TraceFolder.of(folder).expected());
    return new SavedReport(Path.of(folder + ".json"), report.json());
  }

  private static Difference of(List<SavedReport> a, List<SavedReport> b) {
    return new DifferenceBuilder(a, b).build("0.1.0");
  }

  private static Format<Difference> format(String file) {
    return switch (file.substring(file.indexOf('.'))) {
      case ".json" -> new DifferenceJson();
      case ".csv" -> new DifferenceCsv();
      default -> new DifferenceText(file.contains("-40") ? 40 : 80);
    };
  }
}
