package dev.iotrace.event;

/// What the log of XFS keeps track of (`struct xfs_log_item`, fs/xfs/xfs_trans.h).
///
/// @param inode whether it is an inode, else a buffer
/// @param number the inode's number, or the buffer's first sector
public record LogItem(boolean inode, long number) {}
