package dev.iotrace.event;

/// A new inode was made (tracepoint `ext4:ext4_allocate_inode`), or put into memory by a thread's
/// transaction (`xfs:xfs_iget_miss`, `xfs_iget_recycle`).
public record InodeAllocated(long timeNs, int threadId, long inode, long directoryInode)
    implements IoEvent.OfFileSystem {}
