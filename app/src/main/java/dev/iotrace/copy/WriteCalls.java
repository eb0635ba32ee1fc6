package dev.iotrace.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The kernel's count of write calls, `syscw` of `/proc/thread-self/io` (proc(5);
/// Documentation/filesystems/proc.rst, 3.3): each call of the write family that came back without
/// an error counts one (`inc_syscw`, fs/read_write.c).
final class WriteCalls {
  private static final Path COUNTS = Path.of("/proc/thread-self/io");
  private static final String LABEL = "syscw: ";

  private WriteCalls() {}

  /// Those of the calling thread so far; empty on a kernel without CONFIG_TASK_XACCT.
  static OptionalLong ofThisThread() {
    try {
      return Files.readAllLines(COUNTS).stream()
          .filter(line -> line.startsWith(LABEL))
          .mapToLong(line -> Long.parseLong(line.substring(LABEL.length())))
          .findFirst();
    } catch (IOException notCounted) {
      return OptionalLong.empty();
    }
  }
}
