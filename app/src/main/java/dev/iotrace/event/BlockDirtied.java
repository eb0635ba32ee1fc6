package dev.iotrace.event;

/// A metadata block was marked dirty in its own place: from now on it must go home (tracepoint
/// `block:block_dirty_buffer`, which fires also when the block's page is dirty already).
///
/// @param block number of the block on the file system's device, in file system blocks
/// @param transaction the transaction whose commit released the block, 0 when there is none: no
///   journal
/// @param inode without a journal: the file for which the thread changed metadata, 0 when not known
public record BlockDirtied(long timeNs, int threadId, long block, long transaction, long inode)
    implements IoEvent.OfFileSystem {}
