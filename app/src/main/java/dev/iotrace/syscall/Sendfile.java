package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// `sys/sendfile.h`.
public final class Sendfile {
  private static final MethodHandle SENDFILE =
      Libc.function("sendfile", JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);

  private Sendfile() {}

  /// `ssize_t sendfile(int out_fd, int in_fd, off_t *offset, size_t count)`,
  /// [sendfile(2)](https://man7.org/linux/man-pages/man2/sendfile.2.html), to the position of
  /// `file`.
  ///
  /// @param from first byte to read; the position of `source` is neither used nor moved
  /// @return how many bytes were written, perhaps fewer than asked for; 0 at the end of the source
  public static long sendfile(FileDescriptor file, FileDescriptor source, long from, long count)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment offset = arena.allocateFrom(JAVA_LONG, from);
      return Libc.call(
          "sendfile",
          file,
          state ->
              (long) SENDFILE.invokeExact(state, file.number(), source.number(), offset, count));
    }
  }
}
