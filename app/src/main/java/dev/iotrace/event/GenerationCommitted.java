package dev.iotrace.event;

/// A btrfs commit is over, its superblocks are written (`btrfs:btrfs_transaction_commit`, the end
/// of `btrfs_commit_transaction`).
///
/// @param generation the file system's newest: that of this transaction, or of the next when one
///   has begun
public record GenerationCommitted(long timeNs, int threadId, long generation)
    implements IoEvent.OfBtrfs {}
