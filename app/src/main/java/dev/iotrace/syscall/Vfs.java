package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// `sys/vfs.h`: what a file system is.
public final class Vfs {
  private static final MethodHandle STATFS = Libc.function("statfs", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle FSTATFS = Libc.function("fstatfs", JAVA_INT, JAVA_INT, ADDRESS);

  private Vfs() {}

  /// `int statfs(const char *path, struct statfs *buf)`,
  /// [statfs(2)](https://man7.org/linux/man-pages/man2/statfs.2.html).
  public static Statfs statfs(Path path) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Libc.path(arena, path);
      MemorySegment struct = arena.allocate(Statfs.LAYOUT);
      Libc.call("statfs", path, state -> (int) STATFS.invokeExact(state, name, struct));
      return Statfs.read(struct);
    }
  }

  /// `int fstatfs(int fd, struct statfs *buf)`.
  public static Statfs fstatfs(FileDescriptor file) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment struct = arena.allocate(Statfs.LAYOUT);
      Libc.call("fstatfs", file, state -> (int) FSTATFS.invokeExact(state, file.number(), struct));
      return Statfs.read(struct);
    }
  }
}
