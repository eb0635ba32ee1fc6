package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/// `sys/uio.h`: several buffers, one call.
public final class Uio {
  private static final MethodHandle WRITEV =
      Libc.function("writev", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle PWRITEV2 =
      Libc.function("pwritev2", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT);

  private Uio() {}

  /// `ssize_t writev(int fd, const struct iovec *iov, int iovcnt)`,
  /// [writev(2)](https://man7.org/linux/man-pages/man2/writev.2.html).
  ///
  /// @return how many bytes were written, perhaps fewer than asked for
  public static long writev(FileDescriptor file, IoVector vector) throws ErrnoException {
    return Libc.call(
        "writev",
        file,
        state ->
            (long) WRITEV.invokeExact(state, file.number(), vector.elements(), vector.count()));
  }

  /// `ssize_t pwritev2(int fd, const struct iovec *iov, int iovcnt, off_t offset, int flags)`,
  /// [pwritev2(2)](https://man7.org/linux/man-pages/man2/pwritev2.2.html).
  ///
  /// @param flags `RWF_…` of `linux/fs.h`, 0 for none
  /// @return how many bytes were written, perhaps fewer than asked for
  public static long pwritev2(FileDescriptor file, IoVector vector, long offset, int flags)
      throws ErrnoException {
    return Libc.call(
        "pwritev2",
        file,
        state ->
            (long)
                PWRITEV2.invokeExact(
                    state, file.number(), vector.elements(), vector.count(), offset, flags));
  }
}
