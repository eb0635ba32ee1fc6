package dev.iotrace.event;

/// A new inode was made (tracepoint `ext4:ext4_allocate_inode`).
public record InodeAllocated(long timeNs, int threadId, long inode, long directoryInode)
    implements IoEvent.OfFileSystem {}
