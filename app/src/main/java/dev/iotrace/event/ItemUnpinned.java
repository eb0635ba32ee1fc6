package dev.iotrace.event;

/// A checkpoint that holds this item is in the log (`xfs:xfs_inode_unpin`,
/// `xfs:xfs_buf_item_unpin`), once for each time that it was pinned.
public record ItemUnpinned(long timeNs, int threadId, LogItem item) implements IoEvent.OfXfs {}
