package dev.iotrace.event;

/// The data of an ordered extent is on the disk, and a transaction has taken it into the trees
/// (`btrfs:btrfs_ordered_extent_remove`).
///
/// @param logicalByte where it stands, in the file system's own addresses
/// @param bytes what it takes there
/// @param changedNs a moment at which the thread was within that transaction: its last
///   `btrfs:btrfs_clear_extent_bit` on the file (`btrfs_finish_one_ordered`, fs/btrfs/inode.c); 0
///   when there was none
public record OrderedExtentFinished(
    long timeNs, int threadId, long inode, long logicalByte, long bytes, long changedNs)
    implements IoEvent.OfBtrfs {}
