package dev.iotrace.event;

/// A page of the device's own inode became dirty: a metadata block that must go to its home
/// (tracepoint `writeback:writeback_dirty_folio` on the block device's inode).
///
/// @param pageIndex page of the file system's device; times 8 is the first sector for 4 KiB pages
/// @param transaction the transaction whose commit released the block, 0 when there is none: no
///     journal, or not the journal thread
/// @param inode without a journal: the file for which the thread changed metadata, else 0
public record BlockDirtied(
    long timeNs, int threadId, long pageIndex, long transaction, long inode)
    implements IoEvent.OfFileSystem {}
