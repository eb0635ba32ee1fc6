package dev.iotrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.bench.BenchResult;
import dev.iotrace.bench.Latencies;
import dev.iotrace.bench.Throughput;
import dev.iotrace.report.Report;
import dev.iotrace.report.Report.Outcome;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.Target;
import dev.iotrace.workload.Sync;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatrixTextTest {
  private static final Latencies.Summary SLOW =
      new Latencies.Summary(1, 2, 3, 4, 999_499_999_999L, 6, 7);

  @Test
  void wholeMatrixFitsIntoEightyColumnsWhateverItsFigures() throws IOException {
    MatrixPlan plan = plan(List.of(), BlockSizes.all());
    List<MatrixRun> runs =
        plan.cells().stream().map(cell -> run(cell, 1, 99_999, State.COMPLETE)).toList();
    String text = text(plan, runs, State.COMPLETE);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(text.lines().filter(line -> line.startsWith("16 MiB"))).hasSize(7);
    assertThat(text).contains("O_DIRECT", "AMORTIZED_FDATASYNC", "+ALIGNED", "999s");
  }

  @Test
  void cellShowsItsMedianRoundWithTheDevicesSide() throws IOException {
    MatrixPlan plan = plan(List.of("FSYNC"), List.of(4096L));
    CellKey cell = plan.cells().getFirst();
    List<MatrixRun> runs =
        List.of(
            run(cell, 1, 30, State.COMPLETE),
            run(cell, 2, 10, State.COMPLETE),
            run(cell, 3, 20, State.COMPLETE));
    assertThat(text(plan, runs, State.COMPLETE))
        .containsPattern("4 KiB +20\\.0 +999s +1\\.50 +2\\.00\n");
  }

  @Test
  void amortizedSyncIsPartOfTheSpeedAndClosingSyncOfBufferedWritesStandsBeside()
      throws IOException {
    MatrixPlan plan = plan(List.of("AMORTIZED_FSYNC", "BUFFERED"), List.of(4096L));
    List<MatrixRun> runs =
        plan.cells().stream().map(cell -> run(cell, 1, 100, State.COMPLETE)).toList();
    assertThat(text(plan, runs, State.COMPLETE))
        .containsPattern("BUFFERED +plain\n.*synced.*\n4 KiB +100 +50\\.0 ")
        .containsPattern("AMORTIZED_FSYNC +plain\n.*\n4 KiB +50\\.0 ");
  }

  @Test
  void interruptedMatrixSaysSoAndLeavesRoomForWhatIsMissing() throws IOException {
    MatrixPlan plan = plan(List.of("FSYNC"), List.of(4096L, 8192L));
    List<MatrixRun> runs = List.of(run(plan.cells().getFirst(), 1, 30, State.COMPLETE));
    assertThat(text(plan, runs, State.INTERRUPTED))
        .startsWith("INTERRUPTED: ")
        .containsPattern("8 KiB\n");
  }

  @Test
  void failedCellSaysWhyWithoutControlCharacters() throws IOException {
    MatrixPlan plan = plan(List.of("FSYNC"), List.of(4096L));
    MatrixRun run = run(plan.cells().getFirst(), 1, 30, State.FAILED);
    assertThat(text(plan, List.of(run), State.FAILED))
        .contains("FSYNC 4 KiB failed: fsync")
        .doesNotContain("\u001b");
  }

  private static MatrixPlan plan(List<String> only, List<Long> sizes) {
    return new MatrixPlan(FlagSet.chosen(only), sizes, 128 << 20, Duration.ofSeconds(1), 3, 0);
  }

  private static MatrixRun run(CellKey cell, int round, double mbPerS, State state) {
    long writes = 7;
    long bytes = writes * cell.blockBytes();
    boolean each = cell.flagSet().durability().closing() == Sync.NONE;
    return MatrixRun.of(
        cell,
        new Throughput(
            round,
            state,
            bytes,
            writes,
            1,
            mbPerS,
            SLOW,
            each ? writes : 0,
            orNull(each, SLOW),
            orNull(!each, 1.0),
            orNull(!each, mbPerS / 2),
            bytes,
            bytes * 3 / 2,
            writes,
            2 * writes,
            0,
            state == State.FAILED ? "fsync \u001b[2J: EIO" : ""));
  }

  private static <T> @Nullable T orNull(boolean given, T value) {
    return given ? value : null;
  }

  private static String text(MatrixPlan plan, List<MatrixRun> runs, State state)
      throws IOException {
    BenchResult document =
        new BenchResult(
            BenchResult.SCHEMA,
            "0",
            MatrixResult.BENCH,
            new Report.Host("6.18", "amd64", 2),
            List.of(),
            new Target(
                "/mnt",
                new Target.FileSystem("ext4", "", 4096, List.of("rw"), "ordered"),
                new Target.Device(
                    "sda", "8:0", 512, 512, true, true, List.of(), List.of("sda (8:0): disk"))),
            plan.options(),
            new Outcome(state, ""),
            MatrixResult.cells(plan, runs, Map.of()));
    StringWriter text = new StringWriter();
    new MatrixText(80).write(new MatrixResult(plan, document), text);
    return text.toString();
  }
}
