package dev.iotrace.correlate;

import java.util.Map;
import java.util.TreeMap;

/// A set of byte ranges of a file; neighbours are joined.
final class ByteRanges {
  private final TreeMap<Long, Long> endByStart = new TreeMap<>();

  /// Adds `start` (inclusive) to `end` (exclusive).
  void add(long start, long end) {
    if (start >= end) {
      return;
    }
    long from = start;
    long to = end;
    Map.Entry<Long, Long> left = endByStart.floorEntry(start);
    if (left != null && left.getValue() >= start) {
      from = left.getKey();
      to = Math.max(to, left.getValue());
    }
    Map.Entry<Long, Long> right = endByStart.ceilingEntry(from);
    while (right != null && right.getKey() <= to) {
      to = Math.max(to, right.getValue());
      endByStart.remove(right.getKey());
      right = endByStart.ceilingEntry(from);
    }
    endByStart.put(from, to);
  }

  /// Takes out all from `start` on.
  void removeFrom(long start) {
    remove(start, Long.MAX_VALUE);
  }

  /// Takes out `start` (inclusive) to `end` (exclusive).
  void remove(long start, long end) {
    if (start >= end) {
      return;
    }
    Map.Entry<Long, Long> left = endByStart.lowerEntry(start);
    Map.Entry<Long, Long> right = endByStart.lowerEntry(end);
    if (left != null && left.getValue() > start) {
      endByStart.put(left.getKey(), start);
    }
    endByStart.subMap(start, end).clear();
    if (right != null && right.getValue() > end) {
      endByStart.put(end, right.getValue());
    }
  }

  /// Whether every byte from `start` to `end` is in the set.
  boolean covers(long start, long end) {
    Map.Entry<Long, Long> left = endByStart.floorEntry(start);
    return left != null && left.getValue() >= end;
  }
}
