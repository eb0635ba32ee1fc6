package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import dev.iotrace.bench.Calls;
import dev.iotrace.safety.Mode;
import dev.iotrace.safety.Moment;
import dev.iotrace.safety.TimedWrite;
import dev.iotrace.syscall.ProcessIds;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Sync;
import dev.iotrace.workload.WorkloadDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What `iotrace safety` says, against the device's counter, fincore(1) and the kernel's accounts
/// of CPU time, which the test reads by itself.
class SafetyIT extends ProgramFixture {
  private static final Path NAME = Path.of("file");

  /// Less than half of the free blocks, or ext4 would begin to write out by itself
  /// (`ext4_nonda_switch`, fs/ext4/inode.c).
  private static final long SIZE = 16 << 20;

  private static final Calls CALLS = new Calls(1 << 20, 16, Pattern.SEQ, 0, Sync.NONE);

  private LoopExt4 target;

  @BeforeEach
  void makeTarget() throws Exception {
    target = LoopExt4.make(directory);
  }

  @AfterEach
  void unmount() throws IOException {
    target.close();
  }

  /// What the test saw at a moment.
  ///
  /// @param cached bytes of the file in the page cache
  private record Seen(DiskStat stat, long cached) {}

  @Test
  void bufferedBytesAreInMemoryAloneUntilFsync() throws Exception {
    Map<Moment, Seen> seen = watch(Mode.BUFFERED);
    assertThat(at(seen, Moment.WRITTEN).cached).isEqualTo(SIZE);
    assertThat(since(seen, Moment.WRITTEN).writeBytes()).isLessThan(SIZE);
    assertThat(since(seen, Moment.SYNCED).writeBytes()).isGreaterThanOrEqualTo(SIZE);
    assertThat(since(seen, Moment.WRITTEN).flushes()).isZero();
    assertThat(since(seen, Moment.SYNCED).flushes()).isPositive();
  }

  @Test
  void directBytesAreOnTheDeviceAndNotInMemoryButFlushedOnlyByFsync() throws Exception {
    Map<Moment, Seen> seen = watch(Mode.DIRECT);
    assertThat(at(seen, Moment.WRITTEN).cached).isZero();
    assertThat(since(seen, Moment.WRITTEN).writeBytes()).isGreaterThanOrEqualTo(SIZE);
    assertThat(since(seen, Moment.WRITTEN).flushes()).isZero();
    assertThat(since(seen, Moment.SYNCED).flushes()).isPositive();
  }

  private static <T> T at(Map<Moment, T> all, Moment moment) {
    return Objects.requireNonNull(all.get(moment));
  }

  private Map<Moment, Seen> watch(Mode mode) throws Exception {
    Map<Moment, Seen> seen = new EnumMap<>(Moment.class);
    target.sync();
    write(mode, CALLS, moment -> seen.put(moment, look()));
    assertThat(seen).containsOnlyKeys(Moment.values());
    return seen;
  }

  private TimedWrite.Times write(Mode mode, Calls calls, Consumer<Moment> at) throws Exception {
    try (WorkloadDirectory open = WorkloadDirectory.open(target.mountPoint())) {
      return new TimedWrite(open, NAME, 4096).run(mode, calls, () -> false, at).orElseThrow();
    }
  }

  private Seen look() {
    try {
      String file = target.mountPoint().resolve(NAME).toString();
      String cached =
          RealKernel.run("fincore", "--bytes", "--noheadings", "--output=RES", file).strip();
      return new Seen(target.stat(), Long.parseLong(cached));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static DiskStat since(Map<Moment, Seen> seen, Moment moment) {
    return at(seen, moment).stat.minus(at(seen, Moment.BEGUN).stat);
  }

  /// The kernel accounts for a thread in `schedstat`, too; the test reads that around the calls and
  /// the little that stands between them.
  @ParameterizedTest
  @CsvSource({"BUFFERED", "DIRECT"})
  void cpuTimeIsThatOfTheThread(Mode mode) throws Exception {
    Path account = Path.of("/proc/self/task", String.valueOf(ProcessIds.gettid()), "schedstat");
    Calls calls = new Calls(4096, 4096, Pattern.SEQ, 0, Sync.NONE);
    Map<Moment, Long> spent = new EnumMap<>(Moment.class);
    TimedWrite.Times times = write(mode, calls, moment -> spent.put(moment, firstNumber(account)));
    long all = at(spent, Moment.CLOSED) - at(spent, Moment.BEGUN);
    // getrusage rounds to microseconds.
    assertThat(times.cpu().totalNs()).isBetween(all / 2, all + 10_000);
  }

  private static long firstNumber(Path file) {
    try {
      return Long.parseLong(Files.readString(file).split(" ", 2)[0]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyRunTellsWhenItsBytesWereOnTheDevice() throws Exception {
    Path series = directory.resolve("series.csv");
    target.sync();
    DiskStat before = target.stat();
    JsonNode report = safety(0, "--sizes=8m,16m", "--rounds=2", "--series=" + series);
    long written = target.stat().minus(before).writeBytes();
    assertThat(report.get("runs")).hasSize(8);
    assertThat(report.get("cells")).hasSize(4);
    for (JsonNode run : report.get("runs")) {
      long size = run.get("size_bytes").asLong();
      assertThat(run.get("calls").asLong()).isEqualTo(size >> 20);
      assertThat(run.get("written_ns").asLong()).isLessThanOrEqualTo(number(run, "/synced_ns"));
      assertThat(run.get("synced_ns").asLong()).isLessThanOrEqualTo(number(run, "/closed_ns"));
      assertThat(number(run, "/device/synced_bytes")).isGreaterThanOrEqualTo(size);
      assertThat(number(run, "/device/flushes")).isPositive();
      assertThat(number(run, "/cpu/process_ns"))
          .isGreaterThanOrEqualTo(number(run, "/cpu/user_ns") + number(run, "/cpu/system_ns"));
      if (run.get("mode").asString().equals("direct")) {
        assertThat(number(run, "/device/written_bytes")).isGreaterThanOrEqualTo(size);
        assertThat(number(run, "/memory/peak_dirty_bytes")).as("%s", run).isLessThan(size / 2);
      } else {
        assertThat(number(run, "/device/written_bytes")).isLessThan(size);
        assertThat(number(run, "/memory/peak_dirty_bytes")).as("%s", run).isGreaterThan(size / 2);
      }
      written -= number(run, "/device/closed_bytes");
    }
    assertThat(written).isNotNegative();
    assertThat(report.at("/plan/memory_scope").asString()).isEqualTo("backing_device");
    assertSeries(series, report);
  }

  /// Of each run the last line says that all was written, and what the device had by then.
  private static void assertSeries(Path series, JsonNode report) throws IOException {
    List<String[]> lines = Files.readAllLines(series).stream().map(it -> it.split(",")).toList();
    for (JsonNode run : report.get("runs")) {
      String[] last =
          lines.stream()
              .filter(it -> it[0].equals(run.get("size_bytes").asString()))
              .filter(it -> it[1].equals(run.get("mode").asString()))
              .filter(it -> it[2].equals(run.get("round").asString()))
              .reduce((_, later) -> later)
              .orElseThrow();
      assertThat(last[4]).isEqualTo(run.get("size_bytes").asString());
      assertThat(Long.parseLong(last[7])).isGreaterThanOrEqualTo(run.get("size_bytes").asLong());
    }
  }

  @Test
  void interruptedOneShowsWhatItHasAndLeavesNothing() throws Exception {
    Process process =
        iotrace.start(
            "safety", "--json", "--sizes=16m", "--rounds=99", "--target=" + target.mountPoint());
    Running.awaitFile(target.mountPoint(), SIZE);
    Running.await(() -> Running.files(target.mountPoint()).isEmpty());
    Running.awaitFile(target.mountPoint(), SIZE);
    Running.await(() -> Running.files(target.mountPoint()).isEmpty());
    Running.awaitFile(target.mountPoint(), 0);
    RealKernel.run("kill", "-INT", Long.toString(process.pid()));
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(130);
    JsonNode report = new ObjectMapper().readTree(ended.stdout());
    assertThat(report.at("/outcome/state").asString()).isEqualTo("interrupted");
    assertThat(report.get("runs").size()).isLessThan(99);
    assertThat(iotrace.left()).isEmpty();
    assertThat(Running.files(target.mountPoint())).isEmpty();
  }

  @Test
  void whatAKillLeavesTheNextOneRemoves() throws Exception {
    Process process =
        iotrace.start("safety", "--sizes=16m", "--rounds=99", "--target=" + target.mountPoint());
    Running.awaitFile(target.mountPoint(), 1);
    process.destroyForcibly().waitFor();
    assertThat(iotrace.left()).isNotEmpty();
    safety(0, "--sizes=1m", "--rounds=1");
    assertThat(Running.files(target.mountPoint())).isEmpty();
  }

  @Test
  void failedWriteEndsItWithWhatItHas() throws Exception {
    Process process =
        iotrace.start(
            List.of("prlimit", "--fsize=" + (SIZE / 2)),
            Program.BUILT.resolve("iotrace.jar"),
            "safety",
            "--json",
            "--sizes=4m,16m",
            "--block=4k",
            "--rounds=1",
            "--target=" + target.mountPoint());
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(5);
    JsonNode report = new ObjectMapper().readTree(ended.stdout());
    assertThat(report.at("/outcome/failure").asString()).contains("EFBIG");
    assertThat(report.get("runs")).hasSize(2);
    assertThat(iotrace.left()).isEmpty();
    assertThat(Running.files(target.mountPoint())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--sizes=100m --block=1m, there is room for",
    "--sizes=10000 --block=1000, moves multiples of 512",
  })
  void whatCannotBeDoneThereIsASentence(String options, String why) throws Exception {
    String[] words = ("safety " + options + " --target=" + target.mountPoint()).split(" ");
    Ended ended = iotrace.run(words);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr().lines()).hasSize(1).first().asString().contains(why);
    assertThat(iotrace.left()).isEmpty();
  }

  private JsonNode safety(int exitCode, String... options) throws Exception {
    String[] words = new String[options.length + 3];
    words[0] = "safety";
    words[1] = "--json";
    words[2] = "--target=" + target.mountPoint();
    System.arraycopy(options, 0, words, 3, options.length);
    Ended ended = iotrace.run(words);
    assertThat(ended.exitCode()).as("%s%s", ended.stderr(), ended.stdout()).isEqualTo(exitCode);
    assertThat(iotrace.left()).isEmpty();
    return new ObjectMapper().readTree(ended.stdout());
  }

  private static long number(JsonNode node, String pointer) {
    return node.at(pointer).asLong();
  }
}
