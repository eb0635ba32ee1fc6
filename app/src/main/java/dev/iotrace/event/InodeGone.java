package dev.iotrace.event;

/// A file has no name and no user any more: what of it is dirty will not be written back.
/// `ext4:ext4_evict_inode` with no links; `xfs:xfs_inode_set_reclaimable`, which comes for a file
/// with a name, too, when it is thrown out of memory.
public record InodeGone(long timeNs, int threadId, long inode) implements IoEvent.OfFileSystem {}
