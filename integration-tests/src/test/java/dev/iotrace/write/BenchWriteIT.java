package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What `iotrace bench write` says of the device, against the device's counters as the test reads
/// them itself, and what it leaves behind: nothing.
class BenchWriteIT extends ProgramFixture {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WRITES = 512;
  private static final int BLOCK = 4096;

  /// What a sync of the file system before each round, and the journal's own timer, may cost beyond
  /// the rounds.
  private static final long OTHER_FLUSHES = 20;

  private static final long OTHER_BYTES = 1 << 20;

  /// Each sync flushes the device once, also when the blocks were there before and no journal
  /// commits (`ext4_fsync_journal`, fs/ext4/fsync.c); so does the closing one. Loop devices have no
  /// FUA. The first writes into blocks that were only allocated commit, too, and flush twice: what
  /// two rounds more cost tells what a round costs.
  @ParameterizedTest
  @CsvSource({
    "--sync=fdatasync,            FDATASYNC,          513",
    "--open-flags=dsync,          O_DSYNC,            513",
    "'--sync=fdatasync --open-flags=direct', FDATASYNC+O_DIRECT, 513",
    "--sync=none,                 BUFFERED,           1",
    "--open-flags=direct,         O_DIRECT,           1",
  })
  void modeFlushesAsOftenAsItsNameSays(String options, String mode, long flushes) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
    arguments.addAll(List.of("--total=" + WRITES * BLOCK, "--block=4k"));
    try (LoopExt4 target = LoopExt4.make(directory)) {
      target.mountAnew("commit=600"); // its own commits, each 5 s, would be counted on a slow disk
      DiskStat start = target.stat();
      bench(target, Stream.concat(arguments.stream(), Stream.of("--rounds=1")).toList());
      target.sync();
      DiskStat one = target.stat().minus(start);
      JsonNode result =
          bench(target, Stream.concat(arguments.stream(), Stream.of("--rounds=3")).toList());
      target.sync();
      DiskStat twoMore = target.stat().minus(start).minus(one).minus(one);
      JsonNode cell = result.at("/cells/0");
      assertThat(cell.get("mode").asString()).isEqualTo(mode);
      assertThat(cell.get("rounds")).hasSize(3);
      for (JsonNode round : cell.get("rounds")) {
        assertThat(round.get("bytes").asLong()).isEqualTo(WRITES * BLOCK);
        assertThat(round.get("calls").asLong()).isEqualTo(WRITES);
        assertThat(round.get("flushes").asLong()).as("%s", round).isEqualTo(flushes);
        assertThat(round.get("device_bytes").asLong())
            .as("%s", round)
            .isBetween((long) WRITES * BLOCK, WRITES * BLOCK + OTHER_BYTES);
      }
      assertThat(twoMore.flushes())
          .isBetween(2 * flushes - OTHER_FLUSHES, 2 * flushes + OTHER_FLUSHES);
      assertThat(twoMore.writeBytes())
          .isBetween(2L * WRITES * BLOCK - OTHER_BYTES, 2L * WRITES * BLOCK + OTHER_BYTES);
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  /// fincore(1) counts the pages of the file in the page cache, where a dirty one would be.
  @ParameterizedTest
  @CsvSource({"--open-flags=direct, false", "--open-flags=sync, true"})
  void directWritesLeaveNoPagesInMemoryAndInterruptedOnesNoFile(String flags, boolean cached)
      throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Process process =
          iotrace.start(
              "bench",
              "write",
              "--json",
              "--total=8m",
              "--rounds=100000",
              flags,
              "--target=" + target.mountPoint());
      Running.awaitFile(target.mountPoint(), 8 << 20);
      DiskStat before = target.stat();
      Running.await(() -> target.stat().minus(before).writeBytes() > 32 << 20);
      Path file = target.mountPoint().resolve(Running.files(target.mountPoint()).getFirst());
      long most = 0; // a round may just begin, without any
      for (int look = 0; look < 10; look++) {
        String pages = RealKernel.run("fincore", "--noheadings", "-o", "PAGES", file.toString());
        most = Math.max(most, Long.parseLong(pages));
      }
      assertThat(most > 0).as("%s pages", most).isEqualTo(cached);
      RealKernel.run("kill", "-INT", Long.toString(process.pid()));
      Ended ended = Ended.of(process);
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(130);
      JsonNode result = JSON.readTree(ended.stdout());
      assertThat(result.at("/outcome/state").asString()).isEqualTo("interrupted");
      assertThat(result.at("/cells/0/rounds").size()).isPositive();
      assertThat(Running.files(target.mountPoint())).isEmpty();
      assertThat(iotrace.left()).isEmpty();
    }
  }

  @Test
  void fullFileSystemIsAPartialResult() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Ended ended =
          iotrace.run(
              "bench",
              "write",
              "--json",
              "--total=256m",
              "--prealloc=none",
              "--warm-up=0",
              "--target=" + target.mountPoint());
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(5);
      JsonNode result = JSON.readTree(ended.stdout());
      assertThat(result.at("/outcome/failure").asString()).contains("pwrite", "ENOSPC");
      assertThat(result.at("/cells/0/rounds")).hasSize(1);
      assertThat(result.at("/cells/0/bytes").asLong()).isBetween(16L << 20, 64L << 20);
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--total=256m,                                  5, fallocate, ENOSPC",
    "--block=1000 --total=8000 --open-flags=direct, 2, direct I/O moves multiples, give such",
  })
  void whatTheFileSystemDoesNotTakeIsOneSentence(
      String options, int exitCode, String why, String mend) throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      List<String> arguments = new ArrayList<>(List.of("bench", "write"));
      arguments.addAll(List.of(options.split(" ")));
      arguments.add("--target=" + target.mountPoint());
      Ended ended = iotrace.run(arguments.toArray(String[]::new));
      assertThat(ended.exitCode()).isEqualTo(exitCode);
      assertThat(ended.stdout()).isEmpty();
      assertThat(ended.stderr().lines().filter(it -> !it.contains("is a loop device")))
          .singleElement()
          .asString()
          .contains(why, mend);
      assertThat(Running.files(target.mountPoint())).isEmpty();
      assertThat(iotrace.left()).isEmpty();
    }
  }

  /// The series is of the same counters, from before the first round to after the last.
  @Test
  void seriesAddsUpToWhatTheDeviceWrote() throws Exception {
    Path series = directory.resolve("series.csv");
    try (LoopExt4 target = LoopExt4.make(directory)) {
      List<String> arguments =
          List.of("--total=16m", "--rounds=3", "--series=" + series, "--interval=20ms");
      DiskStat before = target.stat();
      JsonNode result = bench(target, arguments);
      long all = target.stat().minus(before).writeBytes();
      long rounds =
          result
              .at("/cells/0/rounds")
              .valueStream()
              .mapToLong(round -> round.get("device_bytes").asLong())
              .sum();
      List<String> lines = Files.readAllLines(series);
      int column = List.of(lines.getFirst().split(",", -1)).indexOf("write_bytes");
      long sampled =
          lines.stream()
              .skip(1)
              .mapToLong(line -> Long.parseLong(line.split(",", -1)[column]))
              .sum();
      assertThat(sampled).isBetween(rounds, all);
    }
  }

  private JsonNode bench(LoopExt4 target, List<String> options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("bench", "write", "--json"));
    arguments.addAll(options);
    arguments.add("--target=" + target.mountPoint());
    Ended ended = iotrace.run(arguments.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(iotrace.left()).isEmpty();
    return JSON.readTree(ended.stdout());
  }
}
