package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// All labs on the real kernel, once; then each test looks at the answer of one, and at the trace
/// that it was drawn from.
@Execution(ExecutionMode.CONCURRENT)
class LabIT {
  private static final long BLOCK = 4096;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path temporary;

  private static Program iotrace;
  private static Path traces;
  private static Path sheet;
  private static Ended all;

  /// Looked for at once: the tests below read the traces at the same time, each by a program.
  private static List<String> left;

  @BeforeAll
  static void takeAllLabs() throws Exception {
    RealKernel.assumeRoot();
    Installed.program("fio", "fio");
    Installed.program("sqlite3", "sqlite3");
    Installed.program("mkfs.xfs", "xfsprogs");
    Installed.program("mkfs.btrfs", "btrfs-progs");
    Path directory = temporary.toRealPath();
    iotrace = new Program(directory);
    traces = Files.createDirectory(directory.resolve("traces"));
    sheet = directory.resolve("sheet.html");
    all =
        iotrace.run(
            "lab",
            "run",
            "all",
            "--fast",
            "--answers",
            "--traces",
            traces.toString(),
            "--sheet",
            sheet.toString());
    left = iotrace.left();
  }

  @Test
  void allLabsComeToAnExactAnswerAndLeaveNothing() throws Exception {
    assertThat(all.exitCode()).as("%s%s", all.stderr(), all.stdout()).isZero();
    assertThat(left).isEmpty();
    assertThat(all.stdout().lines().filter(line -> line.startsWith("Lab ")).count()).isEqualTo(10);
    assertThat(all.stdout().lines().filter(line -> line.equals("The answer, measured")).count())
        .isEqualTo(10);
    assertThat(all.stdout()).doesNotContain("NOT EXACT");
    assertThat(Files.readString(sheet)).contains("<h2>Lab 10: ").endsWith("</html>\n");
  }

  /// Where the kernel is one of those that the bands are known of.
  @Test
  void figuresAreWithinTheBandsThatTheLabsState() {
    String text = all.stdout().replaceAll("\\s+", " ");
    assertThat(text).doesNotContain("NOT as expected").containsAnyOf(": as expected.", "No band");
  }

  @Test
  void linesFitIntoEightyColumns() {
    assertThat(all.stdout().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void fourBytesAreSharedOutAmongTheirCauses() throws Exception {
    WriteReport report = report("four-bytes-1").assertAlone();
    long total = report.number("/settled/device_bytes");
    assertThat(total).isGreaterThanOrEqualTo(BLOCK);
    assertThat(
            report.deviceBytes("data")
                + report.deviceBytes("journal")
                + report.deviceBytes("metadata")
                + report.deviceBytes("superblock"))
        .isEqualTo(total);
    assertThat(all.stdout()).contains(String.format("4 bytes written, %,d bytes on", total));
  }

  @Test
  void fsyncReturnsWhenTheBytesAreSafe() throws Exception {
    WriteReport report = report("safe-when-2").assertAlone();
    assertThat(report.writes().getFirst().get("durable_after_ns").asLong())
        .isLessThanOrEqualTo(report.number("/at_return/after_ns"));
  }

  @Test
  void journalIsOpenedFromDescriptorToCommitRecord() throws Exception {
    List<String> kinds =
        report("journal-opened-1").requests("journal").stream()
            .flatMap(request -> request.at("/structure/blocks").valueStream())
            .map(block -> block.get("kind").asString())
            .toList();
    assertThat(kinds)
        .startsWith("journal_descriptor")
        .endsWith("journal_commit")
        .contains("journal_block");
  }

  /// No two syncs of one thread share a commit.
  @Test
  void threadsShareCommits() throws Exception {
    WriteReport alone = report("group-commit-1").assertAlone();
    assertThat(alone.number("/logical/syncs")).isEqualTo(8);
    assertThat(commits(alone)).isGreaterThanOrEqualTo(8);
    for (int run = 2; run <= 3; run++) {
      WriteReport together = report("group-commit-" + run).assertAlone();
      long threads = run == 2 ? 8 : 32;
      assertThat(together.number("/logical/syncs")).isEqualTo(8 * threads);
      assertThat(commits(together)).isBetween(8L, 8 * threads - 1);
    }
  }

  private static long commits(WriteReport report) {
    return report.requests("journal").stream()
        .map(request -> request.get("transaction").asLong())
        .distinct()
        .count();
  }

  @Test
  void directWriteHasNoDirtyPagesAndNoFlush() throws Exception {
    WriteReport direct = report("direct-and-dsync-2").assertAlone();
    assertThat(direct.requests("data"))
        .isNotEmpty()
        .allMatch(it -> it.get("path").asString().equals("direct"));
    assertThat(direct.number("/at_return/flushes")).isZero();
    assertThat(report("direct-and-dsync-3").number("/at_return/flushes")).isPositive();
  }

  @Test
  void btrfsNeedsNoDataForFourBytes() throws Exception {
    assertThat(report("three-file-systems-3").deviceBytes("data")).isZero();
    assertThat(report("three-file-systems-2").deviceBytes("data")).isEqualTo(BLOCK);
  }

  @Test
  void dataJournalWritesDataTwiceAndNoJournalHasNone() throws Exception {
    WriteReport ordered = report("journal-modes-1").assertAlone();
    WriteReport twice = report("journal-modes-2").assertAlone();
    WriteReport none = report("journal-modes-3");
    long written = twice.number("/logical/bytes");
    assertThat(twice.deviceBytes("data")).isEqualTo(written);
    assertThat(twice.deviceBytes("journal") - ordered.deviceBytes("journal"))
        .isGreaterThanOrEqualTo(written);
    assertThat(none.deviceBytes("journal")).isZero();
  }

  @Test
  void writeAheadLogSyncsLessThanARollbackJournal() throws Exception {
    assertThat(report("database-commit-2").number("/logical/syncs"))
        .isLessThan(report("database-commit-1").number("/logical/syncs"));
  }

  private static WriteReport report(String trace) throws Exception {
    Ended ended = iotrace.run("report", traces.resolve(trace + ".jsonl.gz").toString(), "--json");
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    return WriteReport.of(ended.stdout());
  }
}
