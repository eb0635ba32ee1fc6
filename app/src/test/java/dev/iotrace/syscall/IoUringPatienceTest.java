package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pipe that is full takes nothing until somebody reads from it, and here nobody does.
class IoUringPatienceTest {
  private static final int MIB = 1 << 20;

  @Test
  void anOperationThatDoesNotCompleteIsNotAwaitedForEver(@TempDir Path directory) throws Exception {
    try {
      IoUring.setup(1).close();
    } catch (ErrnoException e) {
      assumeTrue(false, "this host gives no io_uring: " + e.getMessage());
    }
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (FileDescriptor full = Fcntl.open(pipe, OpenFlags.O_RDWR);
        NativeBuffer buffer = NativeBuffer.of(new byte[MIB]);
        IoUring ring = IoUring.setup(2, Duration.ofMillis(50))) {
      ring.write(1, full, buffer, 0, MIB, 0);
      ring.submitAndWait();
      assertThat(ring.take()).isTrue();
      assertThat(ring.result()).isBetween(1, MIB - 1);
      ring.write(2, full, buffer, 0, MIB, 0);
      ErrnoException e = catchThrowableOfType(ErrnoException.class, ring::submitAndWait);
      assertThat(e.errno()).isEqualTo(Errno.ETIME);
      assertThat(ring.untaken()).isOne();
    }
  }
}
