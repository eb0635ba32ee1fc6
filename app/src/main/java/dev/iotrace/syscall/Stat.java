package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// `sys/stat.h`: what a file is.
public final class Stat {
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_MNT_ID = 0x1000;

  private static final MethodHandle STATX =
      Libc.function("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);

  private Stat() {}

  /// `int statx(int dirfd, const char *pathname, int flags, unsigned int mask, struct statx *buf)`,
  /// [statx(2)](https://man7.org/linux/man-pages/man2/statx.2.html), of an open file; one opened
  /// with `O_PATH` will do.
  public static Statx of(FileDescriptor file) throws ErrnoException {
    return statx(file, file, Path.of(""), AT_EMPTY_PATH);
  }

  /// The same of a path, links followed.
  public static Statx of(Path path) throws ErrnoException {
    return statx(path, FileDescriptor.WORKING_DIRECTORY, path, 0);
  }

  private static Statx statx(Object subject, FileDescriptor directory, Path path, int flags)
      throws ErrnoException {
    int mask = STATX_BASIC_STATS | STATX_MNT_ID | Statx.STATX_DIOALIGN;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Libc.path(arena, path);
      MemorySegment struct = arena.allocate(Statx.LAYOUT);
      Libc.call(
          "statx",
          subject,
          state -> (int) STATX.invokeExact(state, directory.number(), name, flags, mask, struct));
      return Statx.read(struct);
    }
  }
}
