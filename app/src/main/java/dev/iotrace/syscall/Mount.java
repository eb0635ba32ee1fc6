package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// `sys/mount.h`: attach and detach file systems. Needs CAP_SYS_ADMIN.
public final class Mount {
  /// `linux/mount.h`.
  public static final long MS_RDONLY = 1;

  public static final long MS_NOSUID = 2;
  public static final long MS_NODEV = 4;
  public static final long MS_NOEXEC = 8;
  public static final long MS_NOATIME = 1024;

  /// `sys/mount.h`: show a directory in another place, too.
  public static final long MS_BIND = 4096;

  /// `sys/mount.h`: detach now, clean up once no longer busy.
  public static final int MNT_DETACH = 2;

  /// `sys/mount.h`: do not follow a link in the last component.
  public static final int UMOUNT_NOFOLLOW = 8;

  private static final MethodHandle MOUNT =
      Libc.function("mount", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle UMOUNT2 = Libc.function("umount2", JAVA_INT, ADDRESS, JAVA_INT);

  private Mount() {}

  /// `int mount(const char *source, const char *target, const char *filesystemtype, unsigned long
  /// mountflags, const void *data)`,
  /// [mount(2)](https://man7.org/linux/man-pages/man2/mount.2.html).
  ///
  /// @param source the device's path, or any name for a file system without one
  /// @param type as in `/proc/filesystems`
  /// @param flags of the `MS_…` here
  /// @param data the file system's own options, comma separated; may be empty
  public static void mount(String source, Path target, String type, long flags, String data)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocateFrom(source);
      MemorySegment to = Libc.path(arena, target);
      MemorySegment fileSystem = arena.allocateFrom(type);
      MemorySegment options = arena.allocateFrom(data);
      Libc.call(
          "mount",
          target,
          state -> (int) MOUNT.invokeExact(state, from, to, fileSystem, flags, options));
    }
  }

  /// `int umount2(const char *target, int flags)`,
  /// [umount2(2)](https://man7.org/linux/man-pages/man2/umount.2.html).
  ///
  /// @throws ErrnoException EBUSY while a file in it is open
  public static void umount2(Path target, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Libc.path(arena, target);
      Libc.call("umount2", target, state -> (int) UMOUNT2.invokeExact(state, name, flags));
    }
  }
}
