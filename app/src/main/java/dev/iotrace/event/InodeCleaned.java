package dev.iotrace.event;

/// All pages of an inode that were dirty at a moment have been submitted: a writeback of the whole
/// file that had to write all (`WB_SYNC_ALL`) began then, or the kernel found no dirty page after
/// one that began then (`writeback:writeback_single_inode` without `I_DIRTY_PAGES`).
///
/// @param sinceNs that moment
/// @param counter as in [SumBegun], at that moment
public record InodeCleaned(long timeNs, int threadId, long inode, long sinceNs, long counter)
    implements IoEvent.OfSums {}
