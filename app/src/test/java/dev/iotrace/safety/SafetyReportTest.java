package dev.iotrace.safety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.bench.Latencies;
import dev.iotrace.report.Format;
import dev.iotrace.report.Golden;
import dev.iotrace.report.Report;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.Schema;
import dev.iotrace.report.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every form of a result against `src/test/resources/safety`; `-Drecord=true` writes these anew.
class SafetyReportTest {
  private static final Path EXPECTED = Golden.path("safety");
  private static final Schema SCHEMA = Schema.named("iotrace-safety-1");
  private static final long MIB = 1 << 20;
  private static final String HOSTILE = "loop1 \u001b[31m\u202e";

  @ParameterizedTest
  @CsvSource({
    "three-rounds.txt, 80",
    "three-rounds-140.txt, 140",
    "three-rounds.csv, 80",
    "three-rounds.json, 80",
    "interrupted.txt, 80",
    "nothing.txt, 80",
  })
  void resultIsAsRecordedInEveryLocale(String file, int columns) throws IOException {
    SafetyReport report =
        switch (file.substring(0, file.lastIndexOf('.'))) {
          case "interrupted" -> interrupted();
          case "nothing" -> failed();
          default -> threeRounds();
        };
    Format<SafetyReport> format =
        switch (file.substring(file.lastIndexOf('.'))) {
          case ".csv" -> new SafetyCsv();
          case ".json" -> new SafetyJson();
          default -> new SafetyText(columns);
        };
    Golden.assertRecordedInEveryLocale(
        EXPECTED.resolve(file), () -> Golden.written(report, format));
  }

  @Test
  void textFitsIntoEightyColumnsAndDrivesNoTerminal() throws IOException {
    for (SafetyReport report : List.of(threeRounds(), interrupted(), failed())) {
      String text = Golden.written(report, new SafetyText(80));
      assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
      assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }
  }

  @Test
  void jsonIsValidAndSchemaAndRecordsHaveTheSameProperties() throws IOException {
    for (SafetyReport report : List.of(threeRounds(), interrupted(), failed())) {
      assertThat(SCHEMA.complaints(Golden.written(report, new SafetyJson()))).isEmpty();
    }
    String wrong =
        Golden.written(threeRounds(), new SafetyJson()).replace("\"direct\"", "\"tape\"");
    assertThat(SCHEMA.complaints(wrong)).isNotEmpty();
    SCHEMA.assertDescribes(SafetyReport.class);
  }

  @Test
  void threadsThatCannotBeSeenTookWhatIsNotKnown() throws IOException {
    SafetyReport seen = threeRounds();
    List<SafetyRun> runs = seen.runs().stream().map(SafetyReportTest::withoutLoan).toList();
    SafetyReport report = report(State.COMPLETE, runs);
    assertThat(Golden.written(report, new SafetyText(600)))
        .contains("kernel threads cannot be seen from here")
        .containsPattern("47\\.0 +- +- +- +-\n")
        .contains("CPU of the writing thread: 63.8 ms buffered, 63.8 ms with O_DIRECT.");
    assertThat(Golden.written(report, new SafetyCsv()).lines())
        .hasSize(7)
        .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(32));
    assertThat(SCHEMA.complaints(Golden.written(report, new SafetyJson()))).isEmpty();
  }

  private static SafetyRun withoutLoan(SafetyRun run) {
    return new SafetyRun(
        run.sizeBytes(),
        run.mode(),
        run.round(),
        run.calls(),
        run.writtenNs(),
        run.syncedNs(),
        run.closedNs(),
        run.writtenMbPerS(),
        run.syncedMbPerS(),
        run.closedMbPerS(),
        run.latencyNs(),
        run.device(),
        run.cpu(),
        null,
        run.memory(),
        run.background());
  }

  @Test
  void medianOfAnEvenNumberIsTheSlowerOfTheTwo() {
    List<SafetyRun> runs =
        List.of(run(Mode.DIRECT, 1, 30), run(Mode.DIRECT, 2, 10), run(Mode.BUFFERED, 1, 99));
    SafetyCell cell = SafetyCell.of(64 * MIB, Mode.DIRECT, runs).orElseThrow();
    assertThat(cell.round()).isEqualTo(1);
    assertThat(cell.runs()).isEqualTo(2);
    assertThat(cell.leastSyncedNs()).isEqualTo(10_000_000);
    assertThat(cell.mostSyncedNs()).isEqualTo(30_000_000);
    assertThat(cell.median(runs)).isSameAs(runs.getFirst());
    assertThat(SafetyCell.of(MIB, Mode.DIRECT, runs)).isEmpty();
  }

  @Test
  void runsThatOverlapShowNoDifference() {
    assertThat(
            verdict(
                run(Mode.BUFFERED, 1, 50),
                run(Mode.BUFFERED, 2, 70),
                run(Mode.DIRECT, 1, 60),
                run(Mode.DIRECT, 2, 65)))
        .contains("overlap, so no difference is shown")
        .doesNotContain("sooner");
  }

  @Test
  void runsThatDoNotShowWhichWasSafeSooner() {
    assertThat(
            verdict(
                run(Mode.BUFFERED, 1, 50),
                run(Mode.BUFFERED, 2, 70),
                run(Mode.DIRECT, 1, 40),
                run(Mode.DIRECT, 2, 49)))
        .contains("Safe sooner in every run: O_DIRECT");
    assertThat(
            verdict(
                run(Mode.BUFFERED, 1, 30),
                run(Mode.BUFFERED, 2, 39),
                run(Mode.DIRECT, 1, 40),
                run(Mode.DIRECT, 2, 49)))
        .contains("Safe sooner in every run: buffered");
  }

  @Test
  void oneRunEachShowsNoDifference() {
    assertThat(verdict(run(Mode.BUFFERED, 1, 50), run(Mode.DIRECT, 1, 40)))
        .contains("One run of each shows no difference");
  }

  private static String verdict(SafetyRun... runs) {
    List<String> verdicts = Verdict.sentences(report(State.COMPLETE, List.of(runs)));
    assertThat(verdicts).hasSize(1);
    return verdicts.getFirst();
  }

  private static SafetyReport threeRounds() {
    List<SafetyRun> runs = new ArrayList<>();
    for (int round = 1; round <= 3; round++) {
      runs.add(run(Mode.BUFFERED, round, 300 + 10 * round));
      runs.add(run(Mode.DIRECT, round, 280 - round));
    }
    return report(State.COMPLETE, runs);
  }

  private static SafetyReport interrupted() {
    return report(State.INTERRUPTED, List.of(run(Mode.BUFFERED, 1, 310)));
  }

  private static SafetyReport failed() {
    return report(State.FAILED, List.of());
  }

  /// With figures that all differ, and large ones among them.
  private static SafetyRun run(Mode mode, int round, long syncedMs) {
    long syncedNs = syncedMs * 1_000_000;
    long writtenNs = mode == Mode.BUFFERED ? 24_900_000 : syncedNs - 3_999_999;
    Latencies latencies = new Latencies();
    latencies.record(20_000);
    latencies.record(writtenNs / 2);
    Latencies.Summary summary = latencies.summary().orElseThrow();
    List<ThreadCpu> threads =
        List.of(
            new ThreadCpu("loop1", Duty.LOOP, Whose.OURS, 213_199_609),
            new ThreadCpu("flush-7:1", Duty.WRITEBACK, Whose.OURS, 8_817_944),
            new ThreadCpu("loop1, then kblockd", Duty.CHANGED, Whose.SHARED, 1_398_729));
    Background background = new Background(1_000_000_000, round == 2 ? 4096 : 0, 6_774_117);
    long size = 64 * MIB;
    return new SafetyRun(
        size,
        mode,
        round,
        64,
        writtenNs,
        syncedNs,
        syncedNs + 41_000,
        SafetyRun.mbPerS(size, writtenNs),
        SafetyRun.mbPerS(size, syncedNs),
        SafetyRun.mbPerS(size, syncedNs + 41_000),
        summary,
        new SafetyRun.Device(
            mode == Mode.BUFFERED ? 0 : size + 4096,
            size + 36_864,
            size + 36_864,
            round == 3 ? null : 2L),
        new SafetyRun.Cpu(2_800_000, 61_000_000, 47_000_000, 90_000_000),
        Loan.of(threads, background, syncedNs),
        new SafetyRun.Memory(
            21_151_744, mode == Mode.BUFFERED ? 88_535_040 : 21_151_744, 8_388_608),
        background);
  }

  private static SafetyReport report(State state, List<SafetyRun> runs) {
    List<Long> sizes = List.of(64 * MIB);
    return new SafetyReport(
        SafetyReport.SCHEMA,
        "1",
        new Report.Host("6.18", "amd64", 2),
        List.of("safety"),
        new Target(
            "/mnt",
            new Target.FileSystem("ext4", "", 4096, List.of("rw"), "ordered"),
            new Target.Device("loop1", "7:1", 512, 512, true, false, List.of(), List.of(HOSTILE))),
        new SafetyReport.Plan(
            sizes, MIB, 3, state == State.INTERRUPTED ? 99 * MIB : 1024 * MIB, "machine"),
        new Report.Outcome(state, state == State.FAILED ? "pwrite: ENOSPC\u001b[2J" : ""),
        sizes.stream()
            .flatMap(size -> Stream.of(Mode.values()).map(mode -> SafetyCell.of(size, mode, runs)))
            .flatMap(Optional::stream)
            .toList(),
        runs);
  }
}
