package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import dev.iotrace.bench.Calls;
import dev.iotrace.bench.Engine;
import dev.iotrace.bench.WriteLoop;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.IoUring;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.workload.Content;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What a device receives of writes by io_uring, past the page cache into a file that was written
/// before. Oracles: the device's counters, its requests in flight, and debugfs(8).
@Execution(ExecutionMode.CONCURRENT)
class RingIT {
  private static final int BLOCK = 4096;
  private static final int DEPTH = 32;

  /// Takes the device much longer than it takes to hand it over: 4 KiB do not, for a loop device.
  private static final int LARGE_BLOCK = 512 << 10;

  /// 16 MiB in all.
  private static final int WRITES = 4096;

  private static final int SYNCED_WRITES = 200;

  @TempDir Path temporary;
  private LoopExt4 disk;
  private Path file;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
    try {
      IoUring.setup(1).close();
    } catch (ErrnoException e) {
      assumeTrue(false, "this kernel gives no io_uring: " + e.getMessage());
    }
  }

  /// The journal commits by itself every five seconds: not while we count.
  @BeforeEach
  void makeFile() throws Exception {
    disk = LoopExt4.make(temporary.toRealPath());
    RealKernel.run("mount", "-o", "remount,commit=300", disk.mountPoint().toString());
    file = Files.write(disk.mountPoint().resolve("file"), new byte[WRITES * BLOCK]);
    disk.sync();
  }

  @AfterEach
  void unmount() throws Exception {
    disk.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SEQ", "RANDOM"})
  void everyByteIsOnTheDeviceOnce(Pattern pattern) throws Exception {
    try (NativeBuffer block = Content.allocate(BLOCK, BLOCK, 7)) {
      DiskStat before = disk.stat();
      WriteLoop.Outcome outcome =
          run(new Engine.Ring(DEPTH), block, new Calls(BLOCK, WRITES, pattern, 3, Sync.NONE));
      assertThat(disk.stat().minus(before)).isEqualTo(new DiskStat(WRITES * BLOCK, 0));
      assertThat(outcome.complete()).isTrue();
      assertThat(outcome.bytes()).isEqualTo(WRITES * BLOCK);
      assertThat(outcome.writes().calls()).isEqualTo(WRITES);
      byte[] expected = new byte[BLOCK];
      block.view(0, BLOCK).get(expected);
      byte[] stored = onTheDevice();
      assertThat(stored).hasSize(WRITES * BLOCK);
      for (int i = 0; i < WRITES; i++) {
        assertThat(Arrays.equals(stored, i * BLOCK, (i + 1) * BLOCK, expected, 0, BLOCK))
            .as("block %d", i)
            .isTrue();
      }
    }
  }

  @Test
  void moreThanOneIsInFlightOnAverage() throws Exception {
    assertThat(inFlightOnAverage(new Engine.Synchronous())).isLessThanOrEqualTo(1);
    assertThat(inFlightOnAverage(new Engine.Ring(1))).isLessThanOrEqualTo(1);
    assertThat(inFlightOnAverage(new Engine.Ring(DEPTH))).isGreaterThan(4);
  }

  @Test
  void everySyncFlushesWhenOnlyOneIsUnderWay() throws Exception {
    assertThat(synced(1, Sync.FDATASYNC))
        .isEqualTo(new DiskStat(SYNCED_WRITES * BLOCK, SYNCED_WRITES));
  }

  /// A flush that has not begun serves all who wait for it (`blk_kick_flush`, block/blk-flush.c).
  /// Whether several wait is chance: between 50 and all of 200 were seen.
  @Test
  void syncsThatAreUnderWayTogetherMayShareFlushes() throws Exception {
    DiskStat change = synced(DEPTH, Sync.FDATASYNC);
    assertThat(change.writeBytes()).isEqualTo(SYNCED_WRITES * BLOCK);
    assertThat(change.flushes()).isBetween(SYNCED_WRITES / (long) DEPTH, (long) SYNCED_WRITES);
  }

  /// The time of modification is metadata that fdatasync(2) leaves out, and fsync commits.
  @Test
  void fsyncWritesTheJournalToo() throws Exception {
    assertThat(synced(1, Sync.FSYNC).writeBytes()).isGreaterThan(SYNCED_WRITES * BLOCK);
  }

  /// And one for the closing sync.
  @Test
  void benchWriteTellsWhichEngineAtWhichDepth() throws Exception {
    Program iotrace = new Program(Files.createDirectory(temporary.resolve("program")));
    Ended ended =
        iotrace.run(
            "bench",
            "write",
            "--json",
            "--engine=io_uring",
            "--depth=1",
            "--sync=fdatasync",
            "--open-flags=direct",
            "--total=1m",
            "--target=" + disk.mountPoint());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(iotrace.left()).isEmpty();
    JsonNode result = new ObjectMapper().readTree(ended.stdout());
    assertThat(result.at("/workload/engine").asString()).isEqualTo("io_uring");
    assertThat(result.at("/workload/depth").asString()).isEqualTo("1");
    assertThat(result.at("/cells/0/engine").asString()).isEqualTo("io_uring");
    assertThat(result.at("/cells/0/queue_depth").asLong()).isEqualTo(1);
    assertThat(result.at("/cells/0/mode").asString()).isEqualTo("FDATASYNC+O_DIRECT");
    assertThat(result.at("/cells/0/syncs").asLong()).isEqualTo(256);
    assertThat(result.at("/cells/0/flushes").asLong()).isEqualTo(257);
  }

  private DiskStat synced(int depth, Sync sync) throws Exception {
    Calls calls = new Calls(BLOCK, SYNCED_WRITES, Pattern.SEQ, 1, sync);
    try (NativeBuffer block = Content.allocate(BLOCK, BLOCK, 7)) {
      DiskStat before = disk.stat();
      WriteLoop.Outcome outcome = run(new Engine.Ring(depth), block, calls);
      assertThat(outcome.complete()).isTrue();
      assertThat(outcome.syncs().calls()).isEqualTo(SYNCED_WRITES);
      return disk.stat().minus(before);
    }
  }

  private WriteLoop.Outcome run(Engine engine, NativeBuffer block, Calls calls)
      throws ErrnoException {
    try (FileDescriptor open = Fcntl.open(file, OpenFlags.O_WRONLY | OpenFlags.O_DIRECT)) {
      return engine.loop(open, block, calls, () -> false).run(Long.MAX_VALUE);
    }
  }

  /// The file's content, by a program that reads the device and not the file.
  private byte[] onTheDevice() throws IOException, InterruptedException {
    Path dump = temporary.resolve("dump");
    disk.debugfs("dump /file " + dump);
    return Files.readAllBytes(dump);
  }

  /// How long the device's writes took, all together, in the time of the loop: `write ticks` of
  /// Documentation/block/stat.rst.
  private double inFlightOnAverage(Engine engine) throws Exception {
    long elapsedNs = 0;
    long beforeMs = writeMs();
    try (NativeBuffer block = Content.allocate(LARGE_BLOCK, BLOCK, 7)) {
      int writes = WRITES * BLOCK / LARGE_BLOCK;
      for (int round = 0; round < 30; round++) {
        Calls calls = new Calls(LARGE_BLOCK, writes, Pattern.SEQ, 1, Sync.NONE);
        elapsedNs += run(engine, block, calls).elapsedNs();
      }
    }
    return (writeMs() - beforeMs) * 1e6 / elapsedNs;
  }

  private long writeMs() throws IOException {
    String stat = Files.readString(Path.of("/sys/block", disk.disk(), "stat"));
    return Long.parseLong(stat.strip().split("\\s+", -1)[7]);
  }
}
