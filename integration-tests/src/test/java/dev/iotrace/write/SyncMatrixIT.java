package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `iotrace bench matrix` on loop devices, against counters that the test reads itself.
@Execution(ExecutionMode.CONCURRENT)
class SyncMatrixIT {
  private static final long BLOCK = 4096;

  /// Primes.
  private static final long FEW = 23;

  private static final long MANY = 151;

  @TempDir Path temporary;
  private Path directory;
  private Program iotrace;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @BeforeEach
  void program() throws Exception {
    directory = temporary.toRealPath();
    iotrace = new Program(directory);
  }

  /// A device without a file system has no journal, so each flush is one that was asked for. What
  /// the command does around its cell is the same for few writes and for many.
  ///
  /// Past the cache, a synced write is a bio with FUA (`dio_bio_write_op`, block/fops.c), which a
  /// device without it does by a flush, and is then flushed besides (`blkdev_write_iter`,
  /// `generic_write_sync`): seen with block_bio_queue on 6.18.
  ///
  /// @param each flushes of a write; 0 where there is one for all
  @ParameterizedTest
  @CsvSource({
    "BUFFERED, 0",
    "BUFFERED+ALIGNED, 0",
    "O_DIRECT, 0",
    "AMORTIZED_FDATASYNC, 0",
    "AMORTIZED_FDATASYNC+ALIGNED, 0",
    "AMORTIZED_FDATASYNC+O_DIRECT, 0",
    "AMORTIZED_FSYNC, 0",
    "AMORTIZED_FSYNC+O_DIRECT, 0",
    "FDATASYNC, 1",
    "FDATASYNC+ALIGNED, 1",
    "FDATASYNC+O_DIRECT, 1",
    "FSYNC, 1",
    "FSYNC+O_DIRECT, 1",
    "O_DSYNC, 1",
    "O_DSYNC+ALIGNED, 1",
    "O_DSYNC+O_DIRECT, 2",
    "O_SYNC, 1",
    "O_SYNC+O_DIRECT, 2"
  })
  void flushesAreOneForEachWriteOrOneForAll(String mode, int each) throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M")) {
      DiskStat few = cost(disk, mode, FEW, each);
      DiskStat many = cost(disk, mode, MANY, each);
      DiskStat difference = many.minus(few);
      // Once before the cell, once in it.
      assertThat(difference.writeBytes()).isEqualTo(2 * (MANY - FEW) * BLOCK);
      assertThat(difference.flushes()).isEqualTo(each * (MANY - FEW));
    }
  }

  /// What the device did for a command with one cell, from outside; the command's own figures of
  /// the cell are a part of it.
  private DiskStat cost(LoopDisk disk, String mode, long writes, int each) throws Exception {
    DiskStat before = disk.stat();
    JsonNode cell =
        matrix(
                "--only=" + mode,
                "--sizes=4k",
                "--bytes=" + writes * BLOCK,
                "--cell-time=1h",
                "--rounds=1",
                "--existing=" + disk.device(),
                "--destroy-data",
                "--yes")
            .at("/cells/0");
    DiskStat cost = disk.stat().minus(before);
    assertThat(cell.get("mode").asString()).isEqualTo(mode);
    assertThat(cell.get("bytes").asLong()).isEqualTo(writes * BLOCK);
    assertThat(cell.at("/rounds/0/calls").asLong()).isEqualTo(writes);
    assertThat(cell.get("device_bytes").asLong()).isEqualTo(writes * BLOCK);
    assertThat(cell.get("closing_seconds").isNull()).isEqualTo(each > 0);
    assertThat(cell.get("flushes").asLong()).isEqualTo(each == 0 ? 1 : each * writes);
    assertThat(cost.flushes()).isGreaterThan(cell.get("flushes").asLong());
    return cost;
  }

  /// In a file on ext4 that has its room: a commit of the journal may flush besides, so at least
  /// one.
  @Test
  void fdatasyncOfPreparedFileFlushesEachTimeAndWritesNothingButTheData() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      JsonNode cells =
          matrix(
                  "--only=FDATASYNC,AMORTIZED_FDATASYNC",
                  "--sizes=4k",
                  "--bytes=" + MANY * BLOCK,
                  "--cell-time=1h",
                  "--rounds=1",
                  "--target=" + target.mountPoint())
              .get("cells");
      assertThat(cells).hasSize(2);
      assertThat(cells.get(0).get("flushes").asLong()).isBetween(1L, 3L);
      assertThat(cells.get(1).get("flushes").asLong()).isBetween(MANY, MANY + 2);
      assertThat(cells.get(1).get("device_bytes").asLong())
          .isBetween(MANY * BLOCK, (MANY + 16) * BLOCK);
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  /// Oracle: fincore of util-linux, pages of the file in the page cache.
  @ParameterizedTest
  @CsvSource({"*O_DIRECT, 0", "BUFFERED, 23", "FSYNC+ALIGNED, 23"})
  void onlyDirectWritesLeaveNoPageInTheCache(String modes, long pages) throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Path file = Files.write(target.mountPoint().resolve("mine"), new byte[(int) (FEW * BLOCK)]);
      matrix("--only=" + modes, "--sizes=4k", "--rounds=1", "--existing=" + file);
      String cached = RealKernel.run("fincore", "--noheadings", "--output=PAGES", file.toString());
      assertThat(cached.strip()).isEqualTo(Long.toString(pages));
      assertThat(file).hasSize(FEW * BLOCK);
    }
  }

  /// The journal is synced last, to bring all home: one commit, with a flush before and one after.
  @Test
  void traceOfEachCellTellsItsCausesAndItsBooksClose() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      JsonNode cells =
          matrix(
                  "--trace",
                  "--only=FDATASYNC,FDATASYNC+ALIGNED,AMORTIZED_FDATASYNC",
                  "--sizes=4k",
                  "--bytes=1m",
                  "--rounds=1",
                  "--target=" + target.mountPoint())
              .get("cells");
      assertThat(cells).hasSize(3);
      assertThat(cells.get(2).get("traced").isNull()).isTrue();
      for (int cell = 0; cell < 2; cell++) {
        JsonNode traced = cells.get(cell).get("traced");
        long writes = traced.get("writes").asLong();
        assertThat(traced.get("verdict").asString()).isEqualTo("closed");
        assertThat(traced.get("bytes").asLong()).isEqualTo(writes * BLOCK);
        assertThat(traced.get("by_cause").valueStream())
            .filteredOn(cause -> cause.get("cause").asString().equals("data"))
            .extracting(cause -> cause.get("device_bytes").asLong())
            .containsExactly(writes * BLOCK);
        long syncs = cell == 0 ? 1 : writes;
        assertThat(traced.get("syncs").asLong()).isEqualTo(syncs);
        assertThat(traced.get("flushes").asLong()).isBetween(syncs, syncs + 4);
      }
    }
  }

  @Test
  void killedMatrixGoesOnWhereItWas() throws Exception {
    Path results = directory.resolve("results.jsonl");
    try (LoopExt4 target = LoopExt4.make(directory)) {
      String[] plan = {
        "bench",
        "matrix",
        "--json",
        "--only=FDATASYNC,O_DSYNC+O_DIRECT",
        "--sizes=4k-64k",
        "--bytes=1m",
        "--cell-time=50ms",
        "--rounds=31",
        "--target=" + target.mountPoint()
      };
      Process process = iotrace.start(and(plan, "--results=" + results));
      Running.await(() -> Files.exists(results) && Files.readAllLines(results).size() > 4);
      process.destroyForcibly().waitFor();
      assertThat(Running.files(target.mountPoint())).hasSize(1);
      List<String> before = Files.readAllLines(results);
      assertThat(before.size()).isBetween(5, 5 * 2 * 31);
      Files.writeString(results, "{\"mode\":\"FDATA", StandardOpenOption.APPEND);

      Ended other = iotrace.run(and(plan, "--resume=" + results, "--seed=1"));
      assertThat(other.exitCode()).isEqualTo(2);
      assertThat(other.stderr().lines().filter(line -> line.contains("plan.seed"))).hasSize(1);

      Ended resumed = iotrace.run(and(plan, "--resume=" + results));
      assertThat(resumed.exitCode()).as(resumed.stderr()).isZero();
      List<String> after = Files.readAllLines(results);
      assertThat(after).startsWith(before.toArray(String[]::new)).hasSize(1 + 5 * 2 * 31);
      JsonNode cells = new ObjectMapper().readTree(resumed.stdout()).get("cells");
      assertThat(cells).hasSize(10);
      for (JsonNode cell : cells) {
        assertThat(cell.get("rounds").valueStream().map(it -> it.get("round").asInt()))
            .doesNotHaveDuplicates()
            .hasSize(31);
      }
      assertThat(iotrace.left()).isEmpty();
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  @Test
  void interruptedMatrixShowsWhatItHasAndLeavesNothing() throws Exception {
    Path results = directory.resolve("results.jsonl");
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Process process =
          iotrace.start(
              "bench",
              "matrix",
              "--json",
              "--bytes=32m",
              "--rounds=99",
              "--results=" + results,
              "--target=" + target.mountPoint());
      Running.await(() -> Files.exists(results) && Files.readAllLines(results).size() > 2);
      RealKernel.run("kill", "-INT", Long.toString(process.pid()));
      Ended ended = Ended.of(process);
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(130);
      JsonNode json = new ObjectMapper().readTree(ended.stdout());
      assertThat(json.at("/outcome/state").asString()).isEqualTo("interrupted");
      assertThat(json.get("cells")).hasSize(Files.readAllLines(results).size() - 1);
      assertThat(iotrace.left()).isEmpty();
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  @Test
  void nothingBeyondTheBytesAskedForIsTouched() throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "4M")) {
      byte[] mark = "mine".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      Files.write(Path.of(disk.device()), mark);
      matrix(
          "--sizes=4k-1m",
          "--bytes=1050000",
          "--cell-time=20ms",
          "--rounds=1",
          "--existing=" + disk.device(),
          "--destroy-data",
          "--yes");
      byte[] now = Files.readAllBytes(Path.of(disk.device()));
      assertThat(now).hasSameSizeAs(mark);
      assertThat(Arrays.mismatch(now, mark)).isZero();
      assertThat(Arrays.equals(now, 1_050_000, now.length, mark, 1_050_000, now.length)).isTrue();
      assertThat(disk.image()).hasSize(mark.length);
    }
  }

  @Test
  void mountedDeviceIsRefused() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      assertRefused(
          "is mounted at " + target.mountPoint(),
          "--existing=" + target.device(),
          "--destroy-data",
          "--yes");
    }
  }

  @Test
  void deviceThatAnotherProgramClaimsIsRefused() throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M")) {
      try (FileDescriptor held =
          Fcntl.open(Path.of(disk.device()), OpenFlags.O_RDWR | OpenFlags.O_EXCL)) {
        assertThat(held.number()).isPositive();
        assertRefused("in use", "--existing=" + disk.device(), "--destroy-data", "--yes");
      }
    }
  }

  @Test
  void readOnlyDeviceIsRefused() throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M", "--read-only")) {
      assertRefused("read-only", "--existing=" + disk.device(), "--destroy-data", "--yes");
    }
  }

  @Test
  void deviceIsRefusedUnlessItsDataAreGivenUp() throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M")) {
      DiskStat before = disk.stat();
      assertRefused("all on it would be lost", "--existing=" + disk.device());
      Ended ended = assertRefused("--yes", "--existing=" + disk.device(), "--destroy-data");
      assertThat(ended.stderr()).contains("16,777,216 bytes", "serial");
      assertThat(disk.stat()).isEqualTo(before);
    }
  }

  /// A terminal by script of util-linux.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deviceIsOverwrittenWhenItsNameIsTyped(boolean right) throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M")) {
      String name = disk.device().substring("/dev/".length());
      String command =
          String.join(
              " ",
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-jar",
              Program.BUILT.resolve("iotrace.jar").toString(),
              "bench matrix --only=FSYNC --sizes=4k --bytes=64k --rounds=1",
              "--existing=" + disk.device(),
              "--destroy-data");
      DiskStat before = disk.stat();
      Process terminal =
          new ProcessBuilder("script", "-qec", command, "/dev/null")
              .redirectErrorStream(true)
              .start();
      terminal.outputWriter().append(right ? name : "sda").append('\n').flush();
      Ended ended = Ended.of(terminal);
      assertThat(ended.stdout()).contains("16,777,216 bytes", "Type its name, " + name);
      assertThat(ended.exitCode()).as(ended.stdout()).isEqualTo(right ? 0 : 2);
      assertThat(disk.stat().equals(before)).isNotEqualTo(right);
    }
  }

  @Test
  void fileThatIsLockedTooShortOrOfOddBlocksIsRefusedAndKept() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      byte[] content = new byte[(int) (FEW * BLOCK)];
      Path file = Files.write(target.mountPoint().resolve("mine"), content);
      String existing = "--existing=" + file;
      assertRefused("is not made longer", existing, "--sizes=4k", "--bytes=1m");
      assertRefused("one block is more than a cell writes", existing);
      assertRefused("multiples of 512", existing, "--sizes=5000", "--only=FSYNC,O_DIRECT");
      Process holder =
          new ProcessBuilder(
                  "flock", "--no-fork", file.toString(), "sh", "-c", "echo held; exec sleep 600")
              .start();
      try {
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        assertRefused("another program has locked it", existing, "--sizes=4k");
      } finally {
        holder.destroyForcibly().waitFor();
      }
      assertThat(file).hasBinaryContent(content);
    }
  }

  private Ended assertRefused(String why, String... options) throws Exception {
    Ended ended = iotrace.run(and(new String[] {"bench", "matrix"}, options));
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr().lines().filter(line -> line.startsWith("iotrace: ")))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains(why));
    assertThat(iotrace.left()).isEmpty();
    return ended;
  }

  private JsonNode matrix(String... options) throws Exception {
    Ended ended = iotrace.run(and(new String[] {"bench", "matrix", "--json"}, options));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(iotrace.left()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(ended.stdout());
    assertThat(json.at("/outcome/state").asString()).isEqualTo("complete");
    return json;
  }

  private static String[] and(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
