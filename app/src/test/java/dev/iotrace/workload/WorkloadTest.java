package dev.iotrace.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.syscall.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadTest {
  @TempDir Path directory;

  /// Every write call with every open flag that goes with it.
  static Stream<Arguments> callsAndFlags() {
    List<Arguments> all = new ArrayList<>();
    for (Syscall call : Syscall.values()) {
      if (!call.writes()) {
        continue;
      }
      all.add(Arguments.of(call, List.of()));
      for (OpenFlag flag : OpenFlag.values()) {
        try {
          new SpecBuilder().call(call).open(flag).build();
          all.add(Arguments.of(call, List.of(flag)));
        } catch (WorkloadRefused e) {
          // WorkloadSpecTest tells which.
        }
      }
    }
    return all.stream();
  }

  static Stream<Syscall> writes() {
    return Arrays.stream(Syscall.values()).filter(Syscall::writes);
  }

  @ParameterizedTest
  @MethodSource("callsAndFlags")
  void fileHoldsWhatWasMeant(Syscall call, List<OpenFlag> flags) throws Exception {
    fileHoldsWhatWasMeant(call, flags, directory);
  }

  @ParameterizedTest
  @MethodSource("callsAndFlags")
  void fileOnTmpfsHoldsWhatWasMeant(Syscall call, List<OpenFlag> flags) throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "no tmpfs at " + memory);
    Path inMemory = Files.createTempDirectory(memory, "iotrace-test");
    try {
      fileHoldsWhatWasMeant(call, flags, inMemory);
    } finally {
      Files.delete(inMemory);
    }
  }

  private static void fileHoldsWhatWasMeant(Syscall call, List<OpenFlag> flags, Path directory)
      throws Exception {
    long offset = flags.contains(OpenFlag.APPEND) ? 0 : 8192;
    SpecBuilder spec =
        new SpecBuilder()
            .call(call)
            .open(flags.toArray(OpenFlag[]::new))
            .bytes(8192)
            .count(3)
            .offset(offset)
            .sync(Sync.FSYNC, 2);
    Trial trial = trialOf(spec, directory);
    assertThat(trial.result().failure()).isEmpty();
    assertThat(trial.result().complete()).isTrue();
    assertThat(trial.result().bytes()).isEqualTo(3 * 8192);
    assertThat(trial.result().syncs()).isEqualTo(2);
    assertThat(trial.content())
        .isEqualTo(
            Trial.expected(
                8192,
                Math.toIntExact(offset) + 3 * 8192,
                offset,
                offset + 8192,
                offset + 2 * 8192));
    assertThat(trial.intended().stream().filter(intended -> intended.call() == call))
        .allMatch(intended -> intended.inode() == trial.inode());
  }

  /// A file system without direct I/O skips the test, loudly.
  private static Trial trialOf(SpecBuilder spec, Path directory) throws Exception {
    try {
      return Trial.of(spec, directory);
    } catch (WorkloadRefused e) {
      assumeTrue(e.exitCode() != 3, e.getMessage());
      throw e;
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void randomWritesOfOddSizeFillTheFile(Syscall call) throws Exception {
    Trial trial =
        Trial.of(
            new SpecBuilder().call(call).bytes(3001).count(23).pattern(Pattern.RANDOM), directory);
    long[] offsets = trial.intended().stream().mapToLong(CallIntended::offset).toArray();
    assertThat(offsets).doesNotHaveDuplicates().hasSize(23).isNotEqualTo(sorted(offsets));
    assertThat(trial.content()).isEqualTo(Trial.expected(3001, 23 * 3001, offsets));
  }

  private static long[] sorted(long[] offsets) {
    return LongStream.of(offsets).sorted().toArray();
  }

  @ParameterizedTest
  @MethodSource("writes")
  void writesOfTheSamePlaceLeaveOne(Syscall call) throws Exception {
    Trial trial =
        Trial.of(
            new SpecBuilder().call(call).bytes(5).count(7).offset(70_001).pattern(Pattern.SAME),
            directory);
    assertThat(trial.result().writes()).isEqualTo(7);
    assertThat(trial.content()).isEqualTo(Trial.expected(5, 70_006, 70_001));
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void callsAreNumberedInTheirOrder(Sync sync) throws Exception {
    Trial trial = Trial.of(new SpecBuilder().count(5).sync(sync, 2), directory);
    List<Syscall> calls = trial.intended().stream().map(CallIntended::call).toList();
    List<Syscall> expected = new ArrayList<>();
    for (int write = 1; write <= 5; write++) {
      expected.add(Syscall.WRITE);
      if (write == 2 || write == 4 || write == 5) {
        sync.call().ifPresent(expected::add);
      }
    }
    assertThat(calls).isEqualTo(expected);
    List<IoEvent> events = trial.events();
    for (int i = 0; i < calls.size(); i++) {
      CallIntended intended = (CallIntended) events.get(2 * i);
      CallFinished finished = (CallFinished) events.get(2 * i + 1);
      assertThat(intended.id()).isEqualTo(i + 1);
      assertThat(finished.id()).isEqualTo(i + 1);
      assertThat(finished.threadId()).isEqualTo(intended.threadId());
      assertThat(finished.timeNs()).isGreaterThanOrEqualTo(intended.timeNs());
      assertThat(finished.result()).isEqualTo(intended.call().writes() ? 4 : 0);
    }
    assertThat(events).hasSize(2 * calls.size() + 1);
    assertThat(events.getLast()).isInstanceOf(WorkloadEnded.class);
  }

  @ParameterizedTest
  @EnumSource(Prealloc.class)
  void preallocationDoesNotChangeTheContent(Prealloc prealloc) throws Exception {
    for (Syscall call : List.of(Syscall.WRITE, Syscall.MMAP)) {
      Trial trial =
          Trial.of(new SpecBuilder().call(call).bytes(4096).prealloc(prealloc), directory);
      assertThat(trial.content()).isEqualTo(Trial.expected(4096, 4096, 0));
    }
  }

  @Test
  void threadIsKnownAndHasMadeNothingBeforeTheRun() throws Exception {
    try (Workload workload =
        Workload.prepare(WorkloadSpec.once(4), directory, 512, Time::monotonicNs)) {
      int threadId = workload.start();
      assertThat(Path.of("/proc/self/task/" + threadId)).isDirectory();
      assertThat(directory).isEmptyDirectory();
      List<IoEvent> events = new ArrayList<>();
      assertThat(workload.run(events::add).join().complete()).isTrue();
      assertThat(((CallIntended) events.getFirst()).threadId()).isEqualTo(threadId);
      assertThat(directory).isDirectoryContaining(workload.file()::equals);
      workload.removeFile();
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void fileStaysUnlessRemoved() throws Exception {
    Path file;
    try (Workload workload =
        Workload.prepare(WorkloadSpec.once(4), directory, 512, Time::monotonicNs)) {
      file = workload.file();
      workload.start();
      workload.run(event -> {}).join();
    }
    assertThat(file).hasSize(4);
  }

  @Test
  void workloadThatNeverRanLeavesNothing() throws Exception {
    try (Workload workload =
        Workload.prepare(
            new SpecBuilder().call(Syscall.SPLICE).build(), directory, 512, Time::monotonicNs)) {
      workload.start();
      workload.removeFile();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void cancelEndsTheRunAfterACall() throws Exception {
    WorkloadSpec spec =
        new SpecBuilder().count(1_000_000).interval(Duration.ofSeconds(100)).build();
    try (Workload workload = Workload.prepare(spec, directory, 512, Time::monotonicNs)) {
      workload.start();
      WorkloadResult result =
          workload
              .run(
                  event -> {
                    if (event instanceof CallFinished) {
                      workload.cancel();
                    }
                  })
              .join();
      assertThat(result.cancelled()).isTrue();
      assertThat(result.complete()).isFalse();
      assertThat(result.writes()).isEqualTo(1);
      assertThat(result.failure()).isEmpty();
    }
  }

  @Test
  void alignmentOfDirectWritesIsChecked() throws IOException {
    WorkloadSpec spec = new SpecBuilder().open(OpenFlag.DIRECT).bytes(100).build();
    try (Workload workload = Workload.prepare(spec, directory, 512, Time::monotonicNs)) {
      assertThatExceptionOfType(WorkloadRefused.class)
          .isThrownBy(workload::start)
          .satisfies(
              refused -> {
                assumeTrue(refused.exitCode() != 3, refused.getMessage());
                assertThat(refused.exitCode()).isEqualTo(2);
                assertThat(refused.getMessage())
                    .matches(
                        "--open-flags direct with --bytes 100 --offset 0: here direct I/O moves"
                            + " multiples of \\d+ bytes; give --bytes and --offset such multiples");
              });
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void missingDirectoryIsRefused() {
    assertThatExceptionOfType(WorkloadRefused.class)
        .isThrownBy(
            () ->
                Workload.prepare(
                    WorkloadSpec.once(4), directory.resolve("no"), 512, Time::monotonicNs))
        .satisfies(refused -> assertThat(refused.why()).contains("ENOENT"));
  }

  @Test
  void contentHasNoZeroByte() throws Exception {
    assertThat(Trial.of(new SpecBuilder().bytes(100_003), directory).content())
        .doesNotContain(0)
        .hasSize(100_003);
    assertThat(directory).isEmptyDirectory();
  }
}
