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

  /// The kernel shows the same time twice; between two readings it can only grow. Ticks of proc are
  /// 10 ms, and one whole tick is missing from each of its two figures at most.
  @Test
  void cpuTimeIsThatOfProc() throws Exception {
    long sum = 0;
    for (int i = 0; i < 100_000_000; i++) {
      sum += i ^ sum;
    }
    assertThat(sum).isNotZero();
    String thread = "/proc/self/task/" + ProcessIds.gettid() + "/stat";
    long earliest = SysResource.ofThread().totalNs();
    long ticks = cpuTicks(thread);
    long latest = SysResource.ofThread().totalNs();
    assertThat(ticks * 10_000_000).isBetween(earliest - 20_000_000, latest);
    long earliestAll = SysResource.ofProcess().totalNs();
    long all = cpuTicks("/proc/self/stat");
    assertThat(all * 10_000_000)
        .isBetween(earliestAll - 20_000_000, SysResource.ofProcess().totalNs());
    assertThat(earliestAll).isGreaterThanOrEqualTo(latest);
  }

  private static long cpuTicks(String stat) throws Exception {
    String text = Files.readString(Path.of(stat));
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
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
