package dev.iotrace.event;

/// A clean page of a file became dirty (tracepoint `writeback:writeback_dirty_folio`). With large
/// folios the index is that of the folio's first page.
public record PageDirtied(long timeNs, int threadId, long inode, long pageIndex)
    implements IoEvent.OfFileSystem {}
