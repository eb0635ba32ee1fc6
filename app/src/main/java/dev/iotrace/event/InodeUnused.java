package dev.iotrace.event;

/// Nobody uses an inode of XFS any more, and it has blocks to be freed: that it has no name, or
/// those behind its end. No page of it is left. A worker does the rest, until [InodeGone]
/// (`xfs:xfs_inode_set_need_inactive`; `xfs_inodegc_queue`, fs/xfs/xfs_icache.c).
public record InodeUnused(long timeNs, int threadId, long inode) implements IoEvent.OfXfs {}
