package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// `sys/ioctl.h`: `int ioctl(int fd, unsigned long request, ...)`,
/// [ioctl(2)](https://man7.org/linux/man-pages/man2/ioctl.2.html). The requests' own classes call
/// it.
final class Ioctl {
  private static final MethodHandle WITH_NUMBER =
      Libc.variadic(2, "ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle WITH_POINTER =
      Libc.variadic(2, "ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);

  private Ioctl() {}

  /// Calls with a number as argument, or none that is read.
  ///
  /// @param request its name, for the exception
  static int call(String request, FileDescriptor file, long code, long argument)
      throws ErrnoException {
    return (int)
        Libc.call(
            "ioctl " + request,
            file,
            state -> (int) WITH_NUMBER.invokeExact(state, file.number(), code, argument));
  }

  /// Calls with a pointer as argument.
  ///
  /// @param request its name, for the exception
  static int call(String request, FileDescriptor file, long code, MemorySegment argument)
      throws ErrnoException {
    return (int)
        Libc.call(
            "ioctl " + request,
            file,
            state -> (int) WITH_POINTER.invokeExact(state, file.number(), code, argument));
  }
}
