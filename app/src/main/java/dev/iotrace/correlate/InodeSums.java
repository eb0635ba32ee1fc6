package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What processes have written to one inode, where calls are counted and not told: a sum for each
/// process since the inode was last clean.
final class InodeSums {
  /// The counter of [dev.iotrace.event.SumBegun].
  private static final int CALLS_SHIFT = 40;

  private static final long BYTES_MASK = (1L << CALLS_SHIFT) - 1;

  private final Map<LogicalWrite, Long> unclean = new LinkedHashMap<>(2);
  private @Nullable LogicalWrite last;
  private long lastBegunNs;
  private long given;

  /// The sum has bytes in dirty pages from this moment on, whichever these are.
  void dirty(LogicalWrite sum, long timeNs) {
    if (unclean.put(sum, timeNs) == null) {
      sum.dirtied();
      sum.entered(timeNs);
      sum.returned(timeNs);
    }
  }

  /// What the counter counts from this moment on belongs to this sum.
  void count(LogicalWrite sum, long timeNs) {
    last = sum;
    lastBegunNs = timeNs;
  }

  /// The sum that is counted, null before the first.
  @Nullable LogicalWrite last() {
    return last;
  }

  /// Since when.
  long lastBegunNs() {
    return lastBegunNs;
  }

  /// Whether the counter has gone on.
  boolean behind(long counter) {
    return counter != given;
  }

  /// What the counter has counted since it was read last belongs to this sum.
  void give(long counter, LogicalWrite sum) {
    long more = counter - given;
    given = counter;
    sum.grow(more >>> CALLS_SHIFT, more & BYTES_MASK);
  }

  /// The counter counts from 0 again.
  void restart() {
    given = 0;
  }

  /// No page is dirty any more that was at that moment: the sums that are complete by that.
  List<LogicalWrite> clean(long sinceNs) {
    List<LogicalWrite> complete = new ArrayList<>(1);
    unclean.entrySet().removeIf(each -> each.getValue() <= sinceNs && complete.add(each.getKey()));
    complete.forEach(LogicalWrite::complete);
    complete.forEach(LogicalWrite::cleaned);
    return complete;
  }

  /// No page will be written back any more.
  void drop() {
    unclean.keySet().forEach(LogicalWrite::drop);
    clean(Long.MAX_VALUE);
  }

  /// The sums with bytes in dirty pages.
  Set<LogicalWrite> unclean() {
    return unclean.keySet();
  }
}
