package dev.iotrace.event;

/// A thread's transaction joined the running checkpoint (`xfs:xfs_trans_commit_items`, which fires
/// while the CIL context is locked against its push: `xlog_cil_commit`, fs/xfs/xfs_log_cil.c).
///
/// @param inode the first inode that it locked to change it (`xfs:xfs_ilock`), 0 for none
/// @param secondInode the next one that is another, 0 for none
/// @param purpose [#TIMES], [#SIZE], [#CONVERT], [#BY_KERNEL] or 0
/// @param fileByte where the part of the file begins that became reachable, for size and conversion
/// @param bytes how large it is
public record LogTransactionCommitted(
    long timeNs, int threadId, long inode, long secondInode, int purpose, long fileByte, long bytes)
    implements IoEvent.OfXfs {

  /// Only times of the inode (`xfs:xfs_update_time`).
  public static final int TIMES = 1;

  /// The size, after bytes behind the end have arrived (`xfs:xfs_setfilesize`).
  public static final int SIZE = 2;

  /// Unwritten blocks become written after their bytes have arrived (`xfs:xfs_unwritten_convert`),
  /// or new blocks take the place of shared ones (`xfs:xfs_reflink_end_cow`).
  public static final int CONVERT = 3;

  /// None of these, and done by a thread of the kernel's (`PF_KTHREAD`): allocation at writeback,
  /// above all. Told only where a command is followed.
  public static final int BY_KERNEL = 4;

  /// Whether it is done for what was written before, and not for what its thread wants.
  public boolean deferred() {
    return afterWriteback() || purpose == BY_KERNEL;
  }

  /// Whether it follows bytes that have arrived on the device.
  public boolean afterWriteback() {
    return purpose == SIZE || purpose == CONVERT;
  }
}
