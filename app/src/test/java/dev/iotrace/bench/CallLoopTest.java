package dev.iotrace.bench;

import static dev.iotrace.syscall.OpenFlags.O_CREAT;
import static dev.iotrace.syscall.OpenFlags.O_RDONLY;
import static dev.iotrace.syscall.OpenFlags.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.workload.Content;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Sync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallLoopTest {
  private static final int BLOCK = 100;
  private static final int COUNT = 50;

  @TempDir Path directory;

  private Path path() {
    return directory.resolve("file");
  }

  private FileDescriptor open(int flags) throws ErrnoException {
    return Fcntl.openat(FileDescriptor.WORKING_DIRECTORY, path(), flags | O_CREAT, 0600);
  }

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void everyBlockIsWrittenWhereItBelongs(Pattern pattern) throws Exception {
    Calls calls = new Calls(BLOCK, COUNT, pattern, 7, Sync.NONE);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = Content.allocate(BLOCK, 8, 7)) {
      WriteLoop.Outcome outcome = new CallLoop(file, block, calls, () -> false).run(Long.MAX_VALUE);
      assertThat(outcome.complete()).isTrue();
      assertThat(outcome.failure()).isEmpty();
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
  @EnumSource(Sync.class)
  void syncFollowsEveryWrite(Sync sync) throws Exception {
    Calls calls = new Calls(BLOCK, 3, Pattern.SEQ, 1, sync);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome = new CallLoop(file, block, calls, () -> false).run(Long.MAX_VALUE);
      assertThat(outcome.complete()).isTrue();
      assertThat(outcome.syncs().calls()).isEqualTo(sync == Sync.NONE ? 0 : 3);
    }
  }

  @Test
  void askedToStopItKeepsWhatWasWritten() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.NONE);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome =
          new CallLoop(file, block, calls, () -> asked.getAndIncrement() == 10).run(Long.MAX_VALUE);
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.bytes()).isEqualTo(10 * BLOCK);
      assertThat(Files.size(path())).isEqualTo(10 * BLOCK);
    }
  }

  @Test
  void limitEndsItAfterTheWriteThatExceedsIt() throws Exception {
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.NONE);
    try (FileDescriptor file = open(O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome = new CallLoop(file, block, calls, () -> false).run(1);
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.bytes()).isEqualTo(BLOCK);
    }
  }

  @Test
  void callThatFailsIsTheOutcome() throws Exception {
    Files.createFile(path());
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.NONE);
    try (FileDescriptor file = open(O_RDONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      WriteLoop.Outcome outcome = new CallLoop(file, block, calls, () -> false).run(Long.MAX_VALUE);
      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.bytes()).isZero();
      assertThat(outcome.failure()).get().asString().contains("pwrite", "EBADF");
    }
  }

  /// `/dev/full` takes nothing (full(4)).
  @Test
  void fullDeviceIsNamed() throws Exception {
    Calls calls = new Calls(BLOCK, COUNT, Pattern.SEQ, 1, Sync.NONE);
    try (FileDescriptor file = Fcntl.open(Path.of("/dev/full"), O_WRONLY);
        NativeBuffer block = NativeBuffer.allocate(BLOCK, 8)) {
      assertThat(new CallLoop(file, block, calls, () -> false).run(Long.MAX_VALUE).failure())
          .get()
          .asString()
          .contains("ENOSPC");
    }
  }
}
