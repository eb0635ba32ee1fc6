package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.util.OptionalInt;

/// `xfs/xfs_fs.h`: what an XFS knows of an inode that is asked for by its number.
final class XfsBulkstat {
  /// `struct xfs_bulkstat_req` up to its array, and of that the first element as far as it is read.
  static final StructLayout REQUEST =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("ino"),
              JAVA_INT.withName("flags"),
              JAVA_INT.withName("icount"),
              JAVA_INT.withName("ocount"),
              JAVA_INT.withName("agno"),
              MemoryLayout.sequenceLayout(5, JAVA_LONG).withName("reserved"),
              JAVA_LONG.withName("bs_ino"),
              MemoryLayout.sequenceLayout(7, JAVA_LONG).withName("bs_size_to_btime"),
              JAVA_INT.withName("bs_gen"),
              MemoryLayout.sequenceLayout(31, JAVA_INT).withName("bs_others"))
          .withName("xfs_bulkstat_req");

  private static final long XFS_IOC_BULKSTAT = 0x8040587fL;

  private XfsBulkstat() {}

  /// `ioctl(fd, XFS_IOC_BULKSTAT, struct xfs_bulkstat_req *)`,
  /// [ioctl_xfs_bulkstat(2)](https://man7.org/linux/man-pages/man2/ioctl_xfs_bulkstat.2.html): the
  /// generation of an inode. Empty when it is free: the kernel then answers with the next one.
  ///
  /// @param mount any file on the file system
  /// @throws ErrnoException `EPERM` without `CAP_SYS_ADMIN`, `EINVAL` for a number that none can
  ///   have
  static OptionalInt generation(FileDescriptor mount, long inode) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Struct request = new Struct(REQUEST, arena.allocate(REQUEST));
      request.setLong("ino", inode);
      request.setInt("icount", 1);
      Ioctl.call("XFS_IOC_BULKSTAT", mount, XFS_IOC_BULKSTAT, request.memory());
      return request.getInt("ocount") == 1 && request.getLong("bs_ino") == inode
          ? OptionalInt.of(request.getInt("bs_gen"))
          : OptionalInt.empty();
    }
  }
}
