package dev.iotrace.copy;

import dev.iotrace.report.Words;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statfs;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.syscall.Vfs;
import java.util.OptionalLong;

/// What the target's file system must keep free, whoever uses it meanwhile.
///
/// ext4 and XFS count blocks as used that are promised to dirty pages (`ext4_statfs`,
/// fs/ext4/super.c; `xfs_fs_statfs`, fs/xfs/xfs_super.c). btrfs counts them when their transaction
/// is committed (measured on 6.18: 64 MiB written left `f_bavail` as it was, and so did an
/// fdatasync that went to the log tree), so where it might be too little the transaction is
/// committed first.
record Room(Destination destination, OptionalLong reserveBytes) {
  /// `linux/magic.h`.
  private static final long BTRFS_SUPER_MAGIC = 0x9123683EL;

  /// Lets so many more bytes pass.
  ///
  /// @throws Stopped when they would be too many
  void require(long bytes) throws ErrnoException, Stopped {
    if (reserveBytes.isEmpty()) {
      return;
    }
    long available = available(bytes);
    long reserve = reserveBytes.getAsLong();
    if (available - bytes < reserve) {
      throw new Stopped(
          Words.number(available)
              + " bytes are free where it goes, and "
              + Words.number(bytes)
              + " more would leave less than the "
              + Words.number(reserve)
              + " of --reserve",
          "make room or reserve less");
    }
  }

  private long available(long bytes) throws ErrnoException {
    Statfs free = Vfs.fstatfs(destination.file());
    long uncounted =
        free.type() == BTRFS_SUPER_MAGIC ? Stat.of(destination.file()).allocatedBytes() : 0;
    if (uncounted > 0 && free.bytesAvailable() - uncounted - bytes < reserveBytes.orElseThrow()) {
      Unistd.syncfs(destination.file());
      free = Vfs.fstatfs(destination.file());
    }
    return free.bytesAvailable();
  }
}
