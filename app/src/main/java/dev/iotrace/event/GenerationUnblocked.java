package dev.iotrace.event;

/// A btrfs commit has let the next transaction begin and now writes its tree blocks: the first
/// `btrfs:btrfs_convert_extent_bit` on its dirty pages (`btrfs_write_marked_extents`,
/// fs/btrfs/transaction.c).
public record GenerationUnblocked(long timeNs, int threadId) implements IoEvent.OfBtrfs {}
