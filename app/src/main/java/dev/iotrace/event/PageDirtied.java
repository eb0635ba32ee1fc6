package dev.iotrace.event;

/// A clean page of a file became dirty (tracepoint `writeback:writeback_dirty_folio`). With large
/// folios the index is that of the folio's first page.
///
/// @param fromByte where the part of the file begins that its thread changes, which may lie in a
///   later page of the folio (`iomap:iomap_iter`); 0 where that is not told
public record PageDirtied(long timeNs, int threadId, long inode, long pageIndex, long fromByte)
    implements IoEvent.OfFileSystem {

  /// Where only the folio is told.
  public PageDirtied(long timeNs, int threadId, long inode, long pageIndex) {
    this(timeNs, threadId, inode, pageIndex, 0);
  }
}
