package dev.iotrace.event;

/// btrfs took a new tree block into use, in place of an old one or for more room:
/// `btrfs:btrfs_set_extent_bit` on the tree of a transaction's dirty pages or of a log tree's
/// (`btrfs_init_new_buffer`, fs/btrfs/extent-tree.c).
///
/// @param logicalByte where it stands in the file system's own addresses
/// @param log whether it is part of a log tree, else of the running transaction
/// @param inode the file that the thread worked on last, 0 for none; of another subvolume, or not
///   the workload's, with the subvolume in its upper bits
/// @param changer the thread that changed that file first
public record TreeBlockAllocated(
    long timeNs, int threadId, long logicalByte, long bytes, boolean log, long inode, int changer)
    implements IoEvent.OfBtrfs {}
