package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
  @TempDir Path directory;

  @Test
  void processAndThreadAreThoseOfProc() throws Exception {
    assertThat((long) ProcessIds.getpid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(Path.of("/proc/self/task/" + ProcessIds.gettid())).isDirectory();
    assertThat(ProcessIds.geteuid())
        .isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  @Test
  void monotonicClockIsThatOfTheJvm() {
    long before = System.nanoTime();
    long now = Time.monotonicNs();
    assertThat(now).isBetween(before, System.nanoTime());
    assertThat(Time.boottimeNs()).isGreaterThanOrEqualTo(now);
  }

  @Test
  void lockIsHeldUntilTheFileIsClosed() throws Exception {
    Path file = Files.createFile(directory.resolve("lock"));
    try (FileDescriptor second = Fcntl.open(file, OpenFlags.O_RDONLY)) {
      try (FileDescriptor first = Fcntl.open(file, OpenFlags.O_RDONLY)) {
        SysFile.lock(first);
        assertThat(SysFile.tryLock(second)).isFalse();
      }
      assertThat(SysFile.tryLock(second)).isTrue();
    }
  }

  @Test
  void bufferIsAlignedAsAsked() {
    for (int alignment = 1; alignment <= 65_536; alignment *= 2) {
      try (NativeBuffer buffer = NativeBuffer.allocate(10, alignment)) {
        assertThat(buffer.slice(0, 10).address() % alignment).isZero();
      }
    }
  }
}
