package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.HostState;
import dev.iotrace.RealKernel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Several file systems side by side: what each costs, from figures that the device's counters
/// confirm.
class CompareIT extends ProgramFixture {
  private static final long BLOCK = 4096;

  /// The default node of btrfs, and of no other block that these file systems write.
  private static final long TREE_NODE = 16_384;

  @Test
  void fourBytesCostWhatEachFileSystemIsKnownToWrite() throws Exception {
    String places =
        place("ext4", ",mkfs=-b 4096") + "," + place("xfs", "") + "," + place("btrfs", "");
    JsonNode comparison =
        compare(
            0,
            "--bytes=4",
            "--scratch=" + places,
            "--sync=none,fsync",
            "--repeat=2",
            "--settle=sync");
    assertThat(comparison.get("cells")).hasSize(6);
    assertThat(comparison.get("runs")).hasSize(12);
    for (JsonNode run : comparison.get("runs")) {
      assertThat(run.get("ending").asString()).as("%s", run).isEqualTo("complete");
      assertThat(run.get("verdict").asString()).as("%s", run).isEqualTo("closed");
      assertThat(run.at("/figures/bytes").asLong()).isEqualTo(4);
    }
    assertThat(comparison.at("/runs").valueStream().map(run -> run.get("round").asInt()))
        .isSorted();
    for (int buffered : new int[] {1, 3, 5}) {
      assertThat(runs(comparison, buffered)).allMatch(run -> sentAtReturn(run) == 0);
    }
    runs(comparison, 2).forEach(CompareIT::assertExt4);
    runs(comparison, 4).forEach(CompareIT::assertXfs);
    runs(comparison, 6).forEach(CompareIT::assertBtrfs);
  }

  /// Ordered: the data before its commit; the journal has descriptor, copies, commit record; then
  /// the copied blocks go home. Measured on 6.18: 40,960 at return, 65,536 settled. The kernel is
  /// free to share blocks between inodes' tables and bitmaps, and to write the journal's superblock
  /// then or not.
  private static void assertExt4(JsonNode run) {
    assertThat(cause(run, "data")).isEqualTo(BLOCK);
    assertThat(cause(run, "journal")).isBetween(5 * BLOCK, 9 * BLOCK);
    assertThat(sentAtReturn(run)).isBetween(7 * BLOCK, 12 * BLOCK);
    assertThat(settled(run)).isBetween(sentAtReturn(run) + 4 * BLOCK, 18 * BLOCK);
    assertThat(run.at("/figures/at_return_flushes").asLong()).isEqualTo(2);
    long durable = run.at("/figures/durable_after_ns").asLong();
    assertThat(durable).isBetween(1L, run.at("/figures/returned_after_ns").asLong());
  }

  /// The block of data, and one write to the log, in units of the 512-byte sector: 2,560 bytes on
  /// one 6.18, 3,072 on another; how much the transactions before it have left there is free. It is
  /// a preflush and FUA write, on a device without FUA two flushes (`xlog_write_iclog`,
  /// fs/xfs/xfs_log.c).
  private static void assertXfs(JsonNode run) {
    assertThat(sentAtReturn(run)).isBetween(BLOCK + 2 * 512, BLOCK + 16 * 512);
    assertThat(sentAtReturn(run) % 512).isZero();
    assertThat(run.at("/figures/at_return_flushes").asLong()).isEqualTo(2);
  }

  /// The bytes live inside a node of the log tree, so there is no data bio: only nodes, each twice
  /// (DUP), and one superblock (`btrfs_sync_log`, fs/btrfs/tree-log.c). Two nodes were measured on
  /// 6.18; a split would add more.
  private static void assertBtrfs(JsonNode run) {
    assertThat(cause(run, "data")).isZero();
    long nodes = sentAtReturn(run) - BLOCK;
    assertThat(nodes % (2 * TREE_NODE)).as("%s", run).isZero();
    assertThat(nodes / (2 * TREE_NODE)).isBetween(2L, 4L);
    assertThat(settled(run) + run.at("/figures/unattributed_bytes").asLong())
        .isGreaterThan(sentAtReturn(run));
  }

  @Test
  void cellThatCannotBeMadeSaysWhyAndTheOthersGoOn() throws Exception {
    String places = place("ext4", ",mount=nonsense") + "," + place("ext4", "");
    JsonNode comparison =
        compare(2, "--scratch=" + places, "--sync=fsync", "--repeat=2", "--settle=none");
    assertThat(runs(comparison, 1)).hasSize(1);
    JsonNode refused = runs(comparison, 1).getFirst();
    assertThat(refused.get("ending").asString()).isEqualTo("refused");
    assertThat(refused.get("failure").asString()).contains("nonsense", "mend mount=");
    assertThat(comparison.at("/cells/0/figures").isNull()).isTrue();
    assertThat(runs(comparison, 2)).hasSize(2);
    assertThat(comparison.at("/cells/1/counted").asInt()).isEqualTo(2);
  }

  @Test
  void interruptedComparisonShowsWhatItHasAndLeavesNothing() throws Exception {
    Process process =
        iotrace.start(
            "compare", "--json", "--scratch=" + place("ext4", ""), "--repeat=99", "--settle=none");
    Running.await(() -> !HostState.below(iotrace.images()).isEmpty());
    Running.await(() -> HostState.below(iotrace.images()).isEmpty());
    Running.await(() -> !iotrace.children("bpftrace").isEmpty());
    RealKernel.run("kill", "-INT", Long.toString(process.pid()));
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(130);
    assertThat(iotrace.left()).isEmpty();
    JsonNode comparison = new ObjectMapper().readTree(ended.stdout());
    assertThat(comparison.get("interrupted").asBoolean()).isTrue();
    assertThat(comparison.at("/cells/0/counted").asInt()).isPositive();
    assertThat(comparison.get("runs").size()).isLessThan(99);
  }

  private JsonNode compare(int exitCode, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("compare", "--json"));
    words.addAll(List.of(options));
    Ended ended = iotrace.run(words.toArray(String[]::new));
    assertThat(ended.exitCode()).as("%s%s", ended.stderr(), ended.stdout()).isEqualTo(exitCode);
    assertThat(iotrace.left()).isEmpty();
    return new ObjectMapper().readTree(ended.stdout());
  }

  /// A scratch as large as the one of the measurements.
  private String place(String type, String options) {
    return type + "[size=512m,dir=" + iotrace.images() + options + "]";
  }

  private static List<JsonNode> runs(JsonNode comparison, int cell) {
    return comparison
        .get("runs")
        .valueStream()
        .filter(run -> run.get("cell").asInt() == cell)
        .toList();
  }

  /// By whomever: on a scratch there is nobody else.
  private static long sentAtReturn(JsonNode run) {
    return run.at("/figures/at_return_bytes").asLong()
        + run.at("/figures/unattributed_at_return_bytes").asLong();
  }

  private static long settled(JsonNode run) {
    return run.at("/figures/settled_bytes").asLong();
  }

  private static long cause(JsonNode run, String cause) {
    return run.at("/figures/by_cause")
        .valueStream()
        .filter(it -> it.get("cause").asString().equals(cause))
        .mapToLong(it -> it.get("device_bytes").asLong())
        .sum();
  }
}
