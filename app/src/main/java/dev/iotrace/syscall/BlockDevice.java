package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `linux/fs.h`: the `ioctl`s of an open block device.
public final class BlockDevice {
  private static final long BLKGETSIZE64 = 0x80081272L;
  private static final long BLKSSZGET = 0x1268;
  private static final long BLKPBSZGET = 0x127b;
  private static final long BLKFLSBUF = 0x1261;

  private BlockDevice() {}

  /// `ioctl(fd, BLKGETSIZE64, uint64_t *)`: the device's size.
  public static long bytes(FileDescriptor device) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(JAVA_LONG);
      Ioctl.call("BLKGETSIZE64", device, BLKGETSIZE64, bytes);
      return bytes.get(JAVA_LONG, 0);
    }
  }

  /// `ioctl(fd, BLKSSZGET, int *)`: the smallest unit the device can be asked for.
  public static int logicalSectorBytes(FileDescriptor device) throws ErrnoException {
    return number("BLKSSZGET", device, BLKSSZGET);
  }

  /// `ioctl(fd, BLKPBSZGET, unsigned int *)`: the smallest unit it writes without reading first.
  public static int physicalSectorBytes(FileDescriptor device) throws ErrnoException {
    return number("BLKPBSZGET", device, BLKPBSZGET);
  }

  /// `ioctl(fd, BLKFLSBUF)`: writes the device's dirty pages, and drops its clean ones. Needs
  /// CAP_SYS_ADMIN.
  public static void flushBuffers(FileDescriptor device) throws ErrnoException {
    Ioctl.call("BLKFLSBUF", device, BLKFLSBUF, 0);
  }

  private static int number(String name, FileDescriptor device, long code) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(JAVA_INT);
      Ioctl.call(name, device, code, value);
      return value.get(JAVA_INT, 0);
    }
  }
}
