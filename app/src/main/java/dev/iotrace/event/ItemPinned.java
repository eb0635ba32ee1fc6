package dev.iotrace.event;

/// The transaction that this thread is committing is the first of the running checkpoint to change
/// this item (`xfs:xfs_inode_pin`, `xfs:xfs_buf_item_pin`): it cannot go home before the checkpoint
/// is in the log.
public record ItemPinned(long timeNs, int threadId, LogItem item) implements IoEvent.OfXfs {}
