package dev.iotrace.event;

/// The bytes of a small file went into a tree block in place of blocks of their own
/// (`cow_file_range_inline`, fs/btrfs/inode.c): `btrfs:btrfs_space_reservation` gives its delayed
/// allocation back, and there was no ordered extent since `btrfs:extent_writepage`.
///
/// @param sinceNs when the writing of its page began
public record ExtentInlined(long timeNs, int threadId, long inode, long sinceNs)
    implements IoEvent.OfBtrfs {}
