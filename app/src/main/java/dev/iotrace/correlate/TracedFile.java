package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/// A file that the workload writes to: its dirty pages with the writes in them, and where its
/// blocks are.
final class TracedFile {
  private final long inode;
  private final int pageBytes;
  private final DirtyPages pages;
  private final FileExtents extents = new FileExtents();
  private final ByteRanges reachable = new ByteRanges();
  private final XfsRecords records = new XfsRecords();
  private final Set<LogicalWrite> submitted = new LinkedHashSet<>();
  private final Map<LogicalWrite, List<Pages>> cleanedDuring = new LinkedHashMap<>();
  private List<LogicalWrite> writtenBack = List.of();
  private final InodeSums sums = new InodeSums();
  private boolean touched;
  private int lastWriter;

  /// Pages of the file, `end` not included.
  private record Pages(long first, long end) {}

  /// @param dirty counts the dirty pages of all files
  TracedFile(long inode, int pageBytes, DirtyCount dirty) {
    this.inode = inode;
    this.pageBytes = pageBytes;
    this.pages = new DirtyPages(dirty);
  }

  long inode() {
    return inode;
  }

  /// Of sums it is known only that they have some.
  int dirtyPages() {
    return pages.size() + sums.unclean().size();
  }

  /// What was written to it by calls that are counted.
  InodeSums sums() {
    return sums;
  }

  int extents() {
    return extents.size();
  }

  /// Whether nothing is under way for it.
  boolean isIdle() {
    return pages.size() == 0
        && submitted.isEmpty()
        && cleanedDuring.isEmpty()
        && records.isIdle()
        && sums.last() == null;
  }

  /// The bytes of the file that a power cut leaves reachable, whatever happens to later writes.
  ByteRanges reachable() {
    return reachable;
  }

  /// Whether so many bytes there, if any, are reachable.
  boolean overwrites(long offset, long bytes) {
    return bytes > 0 && reachable.covers(offset, offset + bytes);
  }

  /// On XFS: which of its blocks are called written.
  XfsRecords records() {
    return records;
  }

  /// A followed thread has written to the file, or made it.
  void touch() {
    touched = true;
  }

  /// The same, by that thread.
  void touchedBy(int threadId) {
    touched = true;
    lastWriter = threadId;
  }

  /// What seemed to be a write to it was none.
  void untouch() {
    touched = false;
  }

  boolean touched() {
    return touched;
  }

  /// The thread that has written to it last, 0 for none.
  int lastWriter() {
    return lastWriter;
  }

  /// A write begins, and how far it will get is not known yet: its pages become dirty one by one.
  void begin(LogicalWrite write) {
    cleanedDuring.put(write, new ArrayList<>(0));
    lastWriter = write.call().threadId();
  }

  /// It has written so many bytes: they stand in dirty pages, but for those that were written back
  /// meanwhile and did not become dirty again.
  void wrote(LogicalWrite write, long bytes, boolean paged) {
    List<Pages> cleaned = cleanedDuring.remove(write);
    if (cleaned == null || bytes <= 0 || !paged || write.isDirect()) {
      return;
    }
    long end = write.offset() + bytes;
    for (long page = write.offset() / pageBytes; page * pageBytes < end; page++) {
      long index = page;
      if (cleaned.stream().noneMatch(each -> each.first <= index && index < each.end)) {
        pages.put(index, write);
      }
    }
  }

  /// Pages from `first` on, `end` not included, will not be written back.
  void cut(long first, long end) {
    pages.cut(first, end);
  }

  /// A buffered write begins: its pages will hold it.
  void write(LogicalWrite write, long offset, long end) {
    for (long page = offset / pageBytes; page * pageBytes < end; page++) {
      pages.put(page, write);
    }
  }

  /// A failed or short write leaves the pages it did not reach.
  void retract(LogicalWrite write, long end) {
    boolean nothing = end == write.offset();
    long first = nothing ? end / pageBytes : (end + pageBytes - 1) / pageBytes;
    pages.retract(write, first);
  }

  /// The write is over: it stands in no page that never became dirty. True when there were such,
  /// whose bytes the file then shares with another (`FICLONERANGE`).
  boolean retractClean(LogicalWrite write) {
    return pages.retractClean(write);
  }

  /// The kernel says that a clean folio became dirty, by this write. A folio of several pages may
  /// begin before the write does: of those pages only the write's become dirty
  /// (`iomap_set_range_dirty`, fs/iomap/buffered-io.c; `block_commit_write`, fs/buffer.c).
  ///
  /// @param page the folio's first
  void dirtied(long page, LogicalWrite write, long timeNs) {
    pages.dirtied(Math.max(page, write.offset() / pageBytes), write, timeNs);
  }

  /// A part of the file stands here from now on, and whatever stood here before does so no more.
  void mapped(long deviceByte, long fileByte, long bytes) {
    extents.add(deviceByte, fileByte, bytes);
  }

  /// The same on XFS, where blocks that were shared with another file are left for others: what is
  /// not known to have stood here needs metadata to be found here.
  void moved(long deviceByte, long fileByte, long bytes) {
    extents.unknown(
        deviceByte,
        fileByte,
        bytes,
        (from, end) -> {
          reachable.remove(from, end);
          records.cut(from, end);
          dirtyWrites(from, end - from).forEach(LogicalWrite::move);
        });
    mapped(deviceByte, fileByte, bytes);
  }

  /// A part of the file stands nowhere any more: [FileExtents#leave].
  void leave(long from, long end, BiConsumer<Long, Long> left) {
    extents.leave(from, end, left);
  }

  /// What stands in it from a byte on has moved within it: [FileExtents#shift].
  void shift(long from, long by) {
    extents.shift(from, by);
    reachable.removeFrom(from);
  }

  /// Whether it is known which part of the file stands in this range of the device.
  boolean knows(long deviceByte, long bytes) {
    return extents.fileByte(deviceByte, bytes).isPresent();
  }

  /// Whether a dirty page of the file stands in this range of the device.
  boolean dirtyAt(long deviceByte, long bytes) {
    OptionalLong fileByte = extents.fileByte(deviceByte, bytes);
    return fileByte.isPresent() && !dirtyWrites(fileByte.getAsLong(), bytes).isEmpty();
  }

  /// A bio carries this range of the device: the writes whose bytes are in it, each once. Their
  /// pages are clean from now on, except those that became dirty again since the writing back
  /// began. It may have begun long ago, and a page that became dirty once since then is in the bio.
  List<LogicalWrite> writeBack(long deviceByte, long bytes, long sinceNs) {
    OptionalLong known = extents.fileByte(deviceByte, bytes);
    if (known.isEmpty()) {
      return writeBackAll(sinceNs);
    }
    long fileByte = known.getAsLong();
    long firstPage = fileByte / pageBytes;
    long endPage = (fileByte + bytes + pageBytes - 1) / pageBytes;
    return clean(firstPage, endPage, sinceNs);
  }

  /// A bio carries these pages, `last` included: the writes in them, as above.
  List<LogicalWrite> writeBackPages(long first, long last, long sinceNs) {
    return clean(first, last + 1, sinceNs);
  }

  /// A bio carries pages of the file, which is not known: the writes in all of them, as above.
  List<LogicalWrite> writeBackAll(long sinceNs) {
    return clean(0, Long.MAX_VALUE, sinceNs);
  }

  private List<LogicalWrite> clean(long first, long end, long sinceNs) {
    cleanedDuring.values().forEach(each -> each.add(new Pages(first, end)));
    Set<LogicalWrite> writes = pages.clean(first, end, sinceNs);
    writes.addAll(sums.unclean());
    return List.copyOf(writes);
  }

  /// The writes that stand in the dirty pages of a part of the file.
  Set<LogicalWrite> dirtyWrites(long fileByte, long bytes) {
    return pages.writes(fileByte / pageBytes, (fileByte + bytes + pageBytes - 1) / pageBytes);
  }

  /// Bytes of these writes went on their way to the device.
  void submitted(List<LogicalWrite> writes) {
    submitted.addAll(writes);
  }

  /// The writes that went to the device since this was asked last; none when there were none.
  List<LogicalWrite> takeWrittenBack() {
    if (!submitted.isEmpty()) {
      writtenBack = List.copyOf(submitted);
      submitted.clear();
      return writtenBack;
    }
    return List.of();
  }

  /// Those of them that have arrived there.
  List<LogicalWrite> takeArrived() {
    List<LogicalWrite> arrived = submitted.stream().filter(each -> !each.isUnderWay()).toList();
    if (!arrived.isEmpty()) {
      writtenBack = arrived;
      arrived.forEach(submitted::remove);
    }
    return arrived;
  }

  /// The write is finished with.
  void forget(LogicalWrite write) {
    submitted.remove(write);
    cleanedDuring.remove(write);
    records.forget(write);
  }

  /// What [#takeWrittenBack] gave last.
  List<LogicalWrite> writtenBack() {
    return writtenBack;
  }

  /// The writes that stand in dirty pages.
  Set<LogicalWrite> dirtyWrites() {
    Set<LogicalWrite> writes = new LinkedHashSet<>(sums.unclean());
    writes.addAll(pages.writes(0, Long.MAX_VALUE));
    return writes;
  }
}
