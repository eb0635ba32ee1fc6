package dev.iotrace.syscall;

import java.lang.foreign.Arena;

/// `linux/loop.h`: files as block devices,
/// [loop(4)](https://man7.org/linux/man-pages/man4/loop.4.html).
public final class Loop {
  private static final long LOOP_CTL_GET_FREE = 0x4c82;
  private static final long LOOP_CONFIGURE = 0x4c0a;
  private static final long LOOP_CLR_FD = 0x4c01;

  private Loop() {}

  /// `ioctl(fd, LOOP_CTL_GET_FREE)` on `/dev/loop-control`: finds a free device, or makes one.
  ///
  /// @return its number: 3 is `/dev/loop3`. Another process may take it first; [#configure] then
  ///   fails with EBUSY, and the next free one is to be tried.
  public static int getFree(FileDescriptor control) throws ErrnoException {
    return Ioctl.call("LOOP_CTL_GET_FREE", control, LOOP_CTL_GET_FREE, 0);
  }

  /// `ioctl(fd, LOOP_CONFIGURE, struct loop_config *)`, Linux 5.8: gives the device its file.
  public static void configure(FileDescriptor device, LoopConfig config) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Ioctl.call("LOOP_CONFIGURE", device, LOOP_CONFIGURE, config.write(arena));
    }
  }

  /// `ioctl(fd, LOOP_CLR_FD)`: takes the file away. While the device is in use, that happens when
  /// its last user has closed it.
  public static void clear(FileDescriptor device) throws ErrnoException {
    Ioctl.call("LOOP_CLR_FD", device, LOOP_CLR_FD, 0);
  }
}
