package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// `linux/btrfs.h`: which subvolume of a btrfs a directory is in.
public final class BtrfsSubvolume {
  private static final long BTRFS_IOC_INO_LOOKUP = 0xd0009412L;
  private static final int ARGUMENT_BYTES = 4096;
  private static final long FIRST_FREE_OBJECT = 256;

  private BtrfsSubvolume() {}

  /// `ioctl(fd, BTRFS_IOC_INO_LOOKUP, struct btrfs_ioctl_ino_lookup_args *)` with tree 0, which
  /// stands for the directory's own: the id of that tree.
  public static long of(FileDescriptor directory) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argument = arena.allocate(ARGUMENT_BYTES, Long.BYTES);
      argument.set(JAVA_LONG, Long.BYTES, FIRST_FREE_OBJECT);
      Ioctl.call("BTRFS_IOC_INO_LOOKUP", directory, BTRFS_IOC_INO_LOOKUP, argument);
      return argument.get(JAVA_LONG, 0);
    }
  }
}
