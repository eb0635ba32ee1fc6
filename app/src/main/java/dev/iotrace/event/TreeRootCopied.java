package dev.iotrace.event;

import java.util.List;

/// A block of btrfs's tree of tree roots was copied: `btrfs:btrfs_cow_block` with root 1. Within a
/// commit nobody else can change anything by then (`TRANS_STATE_COMMIT_DOING`,
/// fs/btrfs/transaction.c).
///
/// @param stack the kernel stack of the thread, innermost frame first
public record TreeRootCopied(long timeNs, int threadId, List<String> stack)
    implements IoEvent.OfBtrfs {}
