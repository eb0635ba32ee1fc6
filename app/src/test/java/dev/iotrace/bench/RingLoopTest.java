package dev.iotrace.bench;

import static dev.iotrace.syscall.OpenFlags.O_CREAT;
import static dev.iotrace.syscall.OpenFlags.O_RDONLY;
import static dev.iotrace.syscall.OpenFlags.O_RDWR;
import static dev.iotrace.syscall.OpenFlags.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.IoUring;
import dev.iotrace.syscall.Mount;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.ProcessIds;
import dev.iotrace.workload.Content;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Sync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingLoopTest {
  private static final int BLOCK = 100;
  private static final int COUNT = 500;
  private static final int DEPTH = 7;
  private static final int PIPE_AND_MORE = 1 << 20;

  @TempDir Path directory;

  @BeforeEach
  void needsIoUring() {
    try {
      IoUring.setup(1).close();
    } catch (ErrnoException e) {
      assumeTrue(false, "this host gives no io_uring: " + e.getMessage());
    }
  }

  private Path path() {
    return directory.resolve("file");
  }

  private FileDescriptor open(int flags) throws ErrnoException {
    return Fcntl.openat(FileDescriptor.WORKING_DIRECTORY, path(), flags | O_CREAT, 0600);
  }

  private static List<Arguments> patternsAndDepths() {
    List<Arguments> all = new ArrayList<>();
    for (Pattern pattern : Pattern.values()) {
      for (int depth : new int[] {1, 2, 7, 64, 256, 1000}) {
        all.add(Arguments.of(pattern, depth));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("patternsAndDepths")
  void everyBlockIsWrittenWhereItBelongs(Pattern pattern, int depth) throws Exception {
    Calls calls = new Calls(BLOCK, COUNT, pattern, 7, Sync.NONE);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = Content.allocate(BLOCK, 8, 7)) {
      WriteLoop.Outcome outcome =
          new RingLoop(depth, file, block, calls, () -> false).run(Long.MAX_VALUE);
      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.complete()).isTrue();
      assertThat(outcome.bytes()).isEqualTo(BLOCK * COUNT);
      assertThat(outcome.writes().calls()).isEqualTo(COUNT);
      assertThat(outcome.syncs().calls()).isZero();
      byte[] content = new byte[BLOCK];
      block.view(0, BLOCK).get(content);
      byte[] written = Files.readAllBytes(path());
      assertThat((long) written.length).isEqualTo(calls.fileBytes());
      for (int i = 0; i < written.length; i++) {
        assertThat(written[i]).isEqualTo(content[i % BLOCK]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Sync.class, mode = EnumSource.Mode.EXCLUDE, names = "SYNCFS")
  void syncFollowsEveryWrite(Sync sync) throws Exception {
    Calls calls = new Calls(BLOCK, 30, Pattern.SEQ, 1, sync);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome =
          new RingLoop(DEPTH, file, block, calls, () -> false).run(Long.MAX_VALUE);
      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.complete()).isTrue();
      assertThat(outcome.writes().calls()).isEqualTo(30);
      assertThat(outcome.syncs().calls()).isEqualTo(sync == Sync.NONE ? 0 : 30);
    }
  }

  /// What is under way when it is told to end is waited for, and is in the file.
  @Test
  void askedToStopItKeepsWhatWasWritten() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.FDATASYNC);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome =
          new RingLoop(DEPTH, file, block, calls, () -> asked.getAndIncrement() >= 10)
              .run(Long.MAX_VALUE);
      assertThat(outcome.failure()).isEmpty();
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.bytes()).isEqualTo(10 * BLOCK);
      assertThat(outcome.syncs().calls()).isEqualTo(10);
      assertThat(Files.size(path())).isEqualTo(10 * BLOCK);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, DEPTH})
  void limitLetsNoFurtherWriteBegin(int depth) throws Exception {
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.NONE);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome = new RingLoop(depth, file, block, calls, () -> false).run(1);
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.bytes()).isEqualTo((long) depth * BLOCK);
    }
  }

  @Test
  void limitOfNothingWritesNothing() throws Exception {
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.NONE);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome = new RingLoop(DEPTH, file, block, calls, () -> false).run(0);
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.bytes()).isZero();
    }
  }

  @Test
  void callThatFailsIsTheOutcome() throws Exception {
    Files.createFile(path());
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.NONE);
    try (FileDescriptor file = open(O_RDONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome =
          new RingLoop(DEPTH, file, block, calls, () -> false).run(Long.MAX_VALUE);
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.bytes()).isZero();
      assertThat(outcome.failure()).get().asString().contains("io_uring write " + path(), "EBADF");
    }
  }

  /// A character device has no fsync (`vfs_fsync_range`, fs/sync.c); `/dev/null` takes every write.
  @Test
  void syncThatFailsIsTheOutcome() throws Exception {
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.FSYNC);
    try (FileDescriptor file = Fcntl.open(Path.of("/dev/null"), O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome =
          new RingLoop(DEPTH, file, block, calls, () -> false).run(Long.MAX_VALUE);
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.failure()).get().asString().contains("io_uring sync /dev/null", "EINVAL");
    }
  }

  /// As many bytes as there is room for are written, the last of them by a short write.
  @Test
  void fullFileSystemIsNamedAfterTheLastByteThatFits() throws Exception {
    assumeTrue(ProcessIds.geteuid() == 0, "a mount needs root; run: sudo ./check");
    Path small = Files.createDirectory(directory.resolve("small"));
    Mount.mount("iotrace-test", small, "tmpfs", Mount.MS_NODEV | Mount.MS_NOSUID, "size=64k");
    Calls calls = new Calls(10_000, 20, Pattern.SEQ, 1, Sync.NONE);
    try (FileDescriptor file =
            Fcntl.openat(
                FileDescriptor.WORKING_DIRECTORY, small.resolve("file"), O_WRONLY | O_CREAT, 0600);
        NativeBuffer block = Content.allocate(10_000, 8, 1)) {
      WriteLoop.Outcome outcome =
          new RingLoop(1, file, block, calls, () -> false).run(Long.MAX_VALUE);
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.bytes()).isEqualTo(65_536);
      assertThat(outcome.writes().calls()).isEqualTo(7);
      assertThat(outcome.failure()).get().asString().contains("ENOSPC");
      assertThat(Files.readAllBytes(small.resolve("file"))).hasSize(65_536).doesNotContain(0);
    } finally {
      Mount.umount2(small, 0);
    }
  }

  @Test
  void depthThatNoRingHasIsRefused() {
    assertThatThrownBy(() -> new Engine.Ring(0))
        .isInstanceOf(EngineRefused.class)
        .hasMessage("--depth 0: io_uring has 1 to 32768 entries; choose a depth among them");
    assertThatThrownBy(() -> new Engine.Ring(32_769)).isInstanceOf(EngineRefused.class);
  }

  @Test
  void syncfsIsRefused() {
    assertThatThrownBy(() -> new Engine.Ring(1).require(Sync.SYNCFS))
        .isInstanceOf(EngineRefused.class)
        .hasMessageStartingWith("--engine io_uring with --sync syncfs: ");
  }

  /// A pipe that is full takes nothing until somebody reads from it, and here nobody does.
  @Test
  void writesThatDoNotCompleteAreRefusedInTheEnd() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", path().toString()).start().waitFor()).isZero();
    try (FileDescriptor full = Fcntl.open(path(), O_RDWR);
        NativeBuffer block = NativeBuffer.of(new byte[PIPE_AND_MORE])) {
      Calls calls = new Calls(PIPE_AND_MORE, 1, Pattern.SEQ, 0, Sync.NONE);
      RingLoop loop = new RingLoop(1, full, block, calls, () -> false);
      assertThatThrownBy(() -> loop.run(Long.MAX_VALUE, Duration.ofMillis(50)))
          .isInstanceOf(EngineRefused.class)
          .hasMessageContaining("waited in vain for an operation by io_uring on " + path());
    }
  }
}
