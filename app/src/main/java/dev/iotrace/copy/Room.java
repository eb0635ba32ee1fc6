package dev.iotrace.copy;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Statfs;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.syscall.Vfs;
import java.util.OptionalLong;

/// What the target's file system must keep free, whoever uses it meanwhile.
///
/// ext4 and XFS count blocks as used that are promised to dirty pages (`ext4_statfs`,
/// fs/ext4/super.c; `xfs_fs_statfs`, fs/xfs/xfs_super.c). btrfs does not (measured on 6.18: 64 MiB
/// written and not yet on the device left `f_bavail` as it was), so there what was written goes to
/// the device first.
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
    Statfs free = Vfs.fstatfs(destination.file());
    if (free.type() == BTRFS_SUPER_MAGIC) {
      Unistd.fdatasync(destination.file());
      free = Vfs.fstatfs(destination.file());
    }
    long reserve = reserveBytes.getAsLong();
    if (free.bytesAvailable() - bytes < reserve) {
      throw new Stopped(
          Words.count(free.bytesAvailable())
              + " bytes are free where it goes, and "
              + Words.count(bytes)
              + " more would leave less than the "
              + Words.count(reserve)
              + " of --reserve",
          "make room or reserve less");
    }
  }
}
