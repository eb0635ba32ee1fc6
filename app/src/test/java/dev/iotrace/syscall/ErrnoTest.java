package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrnoTest {
  @TempDir Path directory;

  @Test
  void openOfAMissingFileIsEnoentAndNamesTheFile() {
    Path missing = directory.resolve("missing");
    ErrnoException e = failure(() -> Fcntl.open(missing, OpenFlags.O_RDONLY));
    assertThat(e.errno()).isEqualTo(Errno.ENOENT);
    assertThat(e.function()).isEqualTo("openat");
    assertThat(e.path()).isEqualTo(missing.toString());
    assertThat(e)
        .hasMessage("openat " + missing + ": ENOENT (" + Errno.strerror(Errno.ENOENT) + ")");
  }

  @Test
  void writeToAFileOpenForReadingIsEbadf() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (FileDescriptor reading = Fcntl.open(file, OpenFlags.O_RDONLY);
        NativeBuffer buffer = NativeBuffer.of((byte) 1)) {
      assertThat(failure(() -> Unistd.write(reading, buffer, 0, 1)).errno()).isEqualTo(Errno.EBADF);
    }
  }

  @Test
  void negativeOffsetIsEinval() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (FileDescriptor writing = Fcntl.open(file, OpenFlags.O_WRONLY);
        NativeBuffer buffer = NativeBuffer.of((byte) 1)) {
      assertThat(failure(() -> Unistd.pwrite(writing, buffer, 0, 1, -1)).errno())
          .isEqualTo(Errno.EINVAL);
      assertThat(failure(() -> Fcntl.posixFadvise(writing, 0, 0, 99)).errno())
          .isEqualTo(Errno.EINVAL);
    }
  }

  @Test
  void fullDeviceIsEnospc() throws Exception {
    try (FileDescriptor full = Fcntl.open(Path.of("/dev/full"), OpenFlags.O_WRONLY);
        NativeBuffer buffer = NativeBuffer.of((byte) 1)) {
      assertThat(failure(() -> Unistd.write(full, buffer, 0, 1)).errno()).isEqualTo(Errno.ENOSPC);
    }
  }

  @Test
  void ioctlOfTheWrongKindOfFileIsEnotty() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (FileDescriptor reading = Fcntl.open(file, OpenFlags.O_RDONLY)) {
      ErrnoException e = failure(() -> BlockDevice.bytes(reading));
      assertThat(e.errno()).isEqualTo(Errno.ENOTTY);
      assertThat(e).hasMessageStartingWith("ioctl BLKGETSIZE64 " + file + ": ENOTTY");
    }
  }

  @Test
  void fileOfADirectoryIsNamedWithIt() throws Exception {
    try (FileDescriptor open = Fcntl.open(directory, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
      ErrnoException e = failure(() -> Fcntl.openat(open, Path.of("a"), OpenFlags.O_RDONLY, 0));
      assertThat(e.path()).isEqualTo(directory.resolve("a").toString());
    }
  }

  @Test
  void closedDescriptorIsNotUsedAgain() throws Exception {
    FileDescriptor open = Fcntl.open(directory, OpenFlags.O_RDONLY);
    open.close();
    open.close();
    assertThatThrownBy(() -> Unistd.fsync(open)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void threadsThatFailAtOnceKeepTheirOwnErrno() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        FileDescriptor reading = Fcntl.open(file, OpenFlags.O_RDONLY)) {
      Future<?> missing =
          threads.submit(
              () -> {
                together.await();
                for (int i = 0; i < 20_000; i++) {
                  assertThat(failure(() -> Fcntl.open(directory.resolve("no"), 0)).errno())
                      .isEqualTo(Errno.ENOENT);
                }
                return null;
              });
      Future<?> notForWriting =
          threads.submit(
              () -> {
                together.await();
                for (int i = 0; i < 20_000; i++) {
                  assertThat(failure(() -> Unistd.ftruncate(reading, 0)).errno())
                      .isEqualTo(Errno.EINVAL);
                }
                return null;
              });
      missing.get();
      notForWriting.get();
    }
  }

  @Test
  void namesFollowTheNumbers() {
    assertThat(Errno.name(1)).isEqualTo("EPERM");
    assertThat(Errno.name(Errno.ENOSPC)).isEqualTo("ENOSPC");
    assertThat(Errno.name(Errno.EOPNOTSUPP)).isEqualTo("EOPNOTSUPP");
    assertThat(Errno.name(Errno.EDQUOT)).isEqualTo("EDQUOT");
    assertThat(Errno.name(133)).isEqualTo("EHWPOISON");
    assertThat(Errno.name(41)).isEqualTo("errno 41");
    assertThat(Errno.name(0)).isEqualTo("errno 0");
    assertThat(Errno.name(134)).isEqualTo("errno 134");
  }

  private static ErrnoException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(ErrnoException.class, call);
  }
}
