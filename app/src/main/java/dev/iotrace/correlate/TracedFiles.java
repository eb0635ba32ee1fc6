package dev.iotrace.correlate;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files that are known, by inode.
final class TracedFiles {
  /// Files that nothing is under way for are forgotten when there are more, those first that were
  /// not used for longest.
  static final int MOST = 1 << 17;

  private final int pageBytes;
  private final DirtyCount dirty = new DirtyCount();
  private final Map<Long, TracedFile> files = new LinkedHashMap<>(16, 0.75f, true);

  TracedFiles(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  /// Whether the file is known at all: something stands in it that was there before, perhaps.
  boolean contains(long inode) {
    return files.containsKey(inode);
  }

  /// The file, which is known from now on.
  TracedFile of(long inode) {
    return files.computeIfAbsent(inode, number -> new TracedFile(number, pageBytes, dirty));
  }

  /// What it was, null when it was not known.
  @Nullable TracedFile remove(long inode) {
    return files.remove(inode);
  }

  int size() {
    return files.size();
  }

  /// How many dirty pages they have, and whether that has changed.
  DirtyCount dirty() {
    return dirty;
  }

  int dirtyPages() {
    int sum = 0;
    for (TracedFile each : files.values()) {
      sum += each.dirtyPages();
    }
    return sum;
  }

  /// How many pieces of files are known by their place.
  int extents() {
    int sum = 0;
    for (TracedFile each : files.values()) {
      sum += each.extents();
    }
    return sum;
  }

  /// Forgets files that nothing is under way for, when there are too many. What stood in them
  /// before is then not known any more: of what is written next, it is not known which pages a bio
  /// carries until they are allocated anew, nor that it overwrites.
  void evictIdle() {
    Iterator<TracedFile> eldest = files.values().iterator();
    int surplus = files.size() - MOST;
    while (surplus > 0 && eldest.hasNext()) {
      if (eldest.next().isIdle()) {
        eldest.remove();
        surplus--;
      }
    }
  }
}
