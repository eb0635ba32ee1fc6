package dev.iotrace.event;

/// A part of a file of XFS takes the blocks of another, and shares them with it: none of its pages
/// becomes dirty (`xfs:xfs_reflink_remap_blocks`, when nothing can refuse it any more but a lack of
/// room).
public record RangeShared(long timeNs, int threadId, long inode) implements IoEvent.OfXfs {}
