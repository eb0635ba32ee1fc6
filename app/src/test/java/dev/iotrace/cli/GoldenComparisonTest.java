package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.compare.Comparison;
import dev.iotrace.compare.ComparisonBuilder;
import dev.iotrace.compare.ComparisonCsv;
import dev.iotrace.compare.ComparisonJson;
import dev.iotrace.compare.ComparisonText;
import dev.iotrace.compare.Setting;
import dev.iotrace.event.Refusal;
import dev.iotrace.report.Format;
import dev.iotrace.report.Golden;
import dev.iotrace.report.Report;
import dev.iotrace.report.Schema;
import dev.iotrace.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Comparisons of recorded traces, in every form, against `src/test/resources/compare`.
/// `-Drecord=true` writes these files anew: review the difference before you commit it.
class GoldenComparisonTest {
  private static final Path EXPECTED = Golden.path("compare");
  private static final Schema SCHEMA = Schema.named("iotrace-compare-1");
  private static final String HOSTILE = "/mnt/a,\"\u001b[2J\n\u202eb";

  @ParameterizedTest
  @CsvSource({
    "several.txt, several, 80",
    "several-40.txt, several, 40",
    "several-140.txt, several, 140",
    "once.txt, once, 80",
    "several.json, several, 0",
    "several.csv, several, 0"
  })
  void comparisonIsAsRecordedInEveryLocale(String file, String scenario, int columns)
      throws IOException {
    Comparison comparison = scenario.equals("several") ? several() : once();
    Format<Comparison> format = format(file, columns);
    Golden.assertRecordedInEveryLocale(
        EXPECTED.resolve(file), () -> Golden.written(comparison, format));
    String expected = Files.readString(EXPECTED.resolve(file));
    assertThat(expected.replace("\r\n", "\n").replace("\n", ""))
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    if (columns > 0) {
      assertThat(expected.lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
    }
  }

  @Test
  void everyComparisonIsValidAndTheSchemaIsThatOfTheRecords() throws IOException {
    String json = Golden.written(several(), new ComparisonJson());
    assertThat(SCHEMA.complaints(json)).isEmpty();
    assertThat(SCHEMA.complaints(Golden.written(once(), new ComparisonJson()))).isEmpty();
    assertThat(SCHEMA.complaints(json.replaceFirst("\\{", "{\"more\": 1,"))).hasSize(1);
    assertThat(SCHEMA.complaints(json.replace("\"closed\"", "\"shut\""))).isNotEmpty();
    SCHEMA.assertDescribes(Comparison.class);
  }

  /// By hand: the medians of two are half-way between the reports' own figures.
  @Test
  void figuresAreThoseOfTheReports() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(Golden.written(several(), new ComparisonJson()));
    JsonNode first = expected("recorded-6.18-bpftrace-0.17-ext4-four-bytes-drain");
    JsonNode second = expected("four-bytes-natural");
    long one = first.at("/settled/device_bytes").asLong();
    long other = second.at("/settled/device_bytes").asLong();
    assertThat(one).isNotEqualTo(other);
    assertThat(json.at("/cells/0/figures/settled_bytes/median").asLong())
        .isEqualTo((one + other) / 2);
    assertThat(json.at("/cells/0/figures/settled_bytes/min").asLong())
        .isEqualTo(Math.min(one, other));
    assertThat(json.at("/cells/0/figures/settled_bytes/max").asLong())
        .isEqualTo(Math.max(one, other));
    for (String path : List.of("/settled/flushes", "/settled/requests", "/settled/read_bytes")) {
      String key = path.substring(path.lastIndexOf('/'));
      assertThat(json.at("/runs/0/figures" + key)).isEqualTo(first.at(path));
    }
    assertThat(json.at("/runs/0/figures/durable_after_ns"))
        .isEqualTo(first.at("/writes/0/durable_after_ns"));
    assertThat(json.at("/runs/0/figures/returned_after_ns"))
        .isEqualTo(first.at("/at_return/after_ns"));
  }

  @Test
  void openBooksCountOnlyWhereNoOthersAre() throws IOException {
    ComparisonBuilder builder = builder(2, scratch("ext4", "none"), scratch("ext4", "fsync"));
    builder.add(1, 1, report("fsync-of-one-write"));
    builder.add(1, 2, report("lost-events"));
    builder.add(2, 1, report("lost-events"));
    Comparison comparison = builder.build(false);
    assertThat(comparison.cells().getFirst().counted()).isEqualTo(1);
    assertThat(comparison.cells().getFirst().exact()).isTrue();
    assertThat(comparison.cells().getFirst().caveats()).first().asString().contains("not counted");
    assertThat(comparison.cells().getLast().exact()).isFalse();
    assertThat(Verdicts.exitCode(comparison, Optional.empty()))
        .isEqualTo(ExitCode.BOOKS_OPEN.number());
  }

  @ParameterizedTest
  @CsvSource({"fsync-of-one-write, 0", "lost-events, 4", "failed-write, 5"})
  void exitCodeIsThatOfTheWorstRun(String folder, int exitCode) throws IOException {
    ComparisonBuilder builder = builder(2, scratch("ext4", "none"));
    builder.add(1, 1, report("fsync-of-one-write"));
    builder.add(1, 2, report(folder));
    assertThat(Verdicts.exitCode(builder.build(false), Optional.empty())).isEqualTo(exitCode);
  }

  @Test
  void refusedCellGivesItsExitCode() throws IOException {
    ComparisonBuilder builder = builder(1, scratch("ext4", "none"), scratch("xfs", "none"));
    Refusal refusal = new OptionRefused("no xfs", "not installed", "install it");
    builder.add(1, 1, report("fsync-of-one-write"));
    builder.add(2, 1, refusal);
    Comparison comparison = builder.build(false);
    assertThat(Verdicts.exitCode(comparison, Optional.of(refusal))).isEqualTo(refusal.exitCode());
    assertThat(comparison.cells().getLast().figures()).isNull();
    assertThat(comparison.cells().getLast().caveats().getFirst()).contains("install it");
  }

  /// Runs that differ, one whose books are open, one that failed, one without causes, one refused.
  private static Comparison several() {
    ComparisonBuilder builder =
        builder(
            2,
            scratch("ext4", "none"),
            scratch("ext4[mkfs=-O ^has_journal]", "fsync"),
            scratch("ext4", "fsync"),
            scratch("xfs", "none"),
            scratch("btrfs", "fsync"),
            new Setting(null, HOSTILE, "fsync", List.of("direct", "dsync")));
    builder.add(1, 1, report("recorded-6.18-bpftrace-0.17-ext4-four-bytes-drain"));
    builder.add(2, 1, report("recorded-6.18-bpftrace-0.17-ext4-no-journal-fsync"));
    builder.add(3, 1, report("lost-events"));
    builder.add(4, 1, report("block-layer-only"));
    builder.add(5, 1, new OptionRefused("no btrfs", "mkfs.btrfs is missing", "install it"));
    builder.add(6, 1, report("failed-write"));
    builder.add(2, 2, report("recorded-6.18-bpftrace-0.17-ext4-no-journal-fsync"));
    builder.add(1, 2, report("four-bytes-natural"));
    builder.add(6, 2, report("interrupted"));
    return builder.build(true);
  }

  private static Comparison once() {
    ComparisonBuilder builder = builder(1, scratch("ext4", "none"), scratch("ext4", "fsync"));
    builder.add(1, 1, report("recorded-6.18-bpftrace-0.17-ext4-four-bytes-drain"));
    builder.add(2, 1, report("fsync-of-one-write"));
    return builder.build(false);
  }

  private static ComparisonBuilder builder(int repetitions, Setting... settings) {
    return new ComparisonBuilder(
        new ComparisonBuilder.Origin(
            "0.1.0",
            new Report.Host("6.18.44", "amd64", 2),
            List.of("compare", "--bytes", "4"),
            Map.of("bytes", "4"),
            new Comparison.Plan(repetitions, 1, "drain", 180_000_000_000L)),
        List.of(settings));
  }

  private static Setting scratch(String scratch, String sync) {
    return new Setting(scratch, null, sync, List.of());
  }

  private static Report report(String folder) {
    try (TraceReader trace = TraceReader.open(TraceFolder.of(folder).trace())) {
      Recording recording = new Recording(trace.header());
      trace.forEach(recording);
      return recording.report(
          trace.footer().orElseGet(() -> ReportCommand.cutOff(recording.lastEventNs())));
    }
  }

  private static JsonNode expected(String folder) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(TraceFolder.of(folder).expected()));
  }

  private static Format<Comparison> format(String file, int columns) {
    return switch (file.substring(file.indexOf('.'))) {
      case ".json" -> new ComparisonJson();
      case ".csv" -> new ComparisonCsv();
      default -> new ComparisonText(columns);
    };
  }
}
