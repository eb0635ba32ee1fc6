package dev.iotrace.correlate;

import dev.iotrace.event.OrderedExtentAdded;
import dev.iotrace.event.OrderedExtentFinished;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// The parts of traced files that are on their way to the disk and not yet in a tree of btrfs, with
/// the writes in them, by where they are to stand.
final class OrderedExtents {
  private final TreeMap<Long, Extent> extents = new TreeMap<>();

  private record Extent(long inode, long bytes, List<LogicalWrite> writes) {}

  /// The writes cannot be found after a power cut before a tree knows of them.
  void add(OrderedExtentAdded event, Collection<LogicalWrite> writes) {
    for (LogicalWrite write : writes) {
      write.needs();
      write.hold();
    }
    extents.put(
        event.logicalByte(), new Extent(event.inode(), event.diskBytes(), List.copyOf(writes)));
  }

  /// Takes what is finished with, and gives the writes in it. They must be [released][#release]
  /// when a transaction has them.
  List<LogicalWrite> take(OrderedExtentFinished event) {
    Map<Long, Extent> finished = overlapping(event.logicalByte(), event.bytes());
    List<LogicalWrite> writes = new ArrayList<>();
    finished.values().forEach(each -> writes.addAll(each.writes));
    finished.clear();
    return writes;
  }

  /// A transaction has what [#take] gave.
  static void release(Collection<LogicalWrite> writes) {
    for (LogicalWrite write : writes) {
      write.committed(0);
      write.release();
    }
  }

  /// The writes whose bytes are to stand at this place of the file system.
  Set<LogicalWrite> at(long logicalByte, long bytes) {
    Set<LogicalWrite> writes = new LinkedHashSet<>();
    overlapping(logicalByte, bytes).values().forEach(each -> writes.addAll(each.writes));
    return writes;
  }

  /// The file that a part of is to stand at this place of the file system; empty when it is none of
  /// the traced.
  OptionalLong inodeAt(long logicalByte, long bytes) {
    return overlapping(logicalByte, bytes).values().stream().mapToLong(Extent::inode).findFirst();
  }

  /// Whether some of these writes are not in a tree yet.
  boolean hold(Collection<LogicalWrite> writes) {
    return extents.values().stream()
        .anyMatch(each -> each.writes.stream().anyMatch(writes::contains));
  }

  private Map<Long, Extent> overlapping(long logicalByte, long bytes) {
    Map.Entry<Long, Extent> before = extents.floorEntry(logicalByte);
    boolean reaches = before != null && before.getKey() + before.getValue().bytes > logicalByte;
    return extents.subMap(reaches ? before.getKey() : logicalByte, logicalByte + bytes);
  }
}
