package dev.iotrace.report;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Durations as they come, in nanoseconds. Of very many different ones the percentiles are rounded
/// down, to a 1,024th at most, so that these take room for what they are and not for how many.
final class DurationCounts {
  private static final int MOST_DIFFERENT = 1 << 15;
  private static final int KEPT_BITS = 11;

  private Map<Long, Long> counts = new HashMap<>();
  private boolean rounded;
  private long count;
  private long minNs = Long.MAX_VALUE;
  private long maxNs = Long.MIN_VALUE;

  void add(long nanos) {
    count++;
    minNs = Math.min(minNs, nanos);
    maxNs = Math.max(maxNs, nanos);
    counts.merge(rounded ? round(nanos) : nanos, 1L, Long::sum);
    if (!rounded && counts.size() > MOST_DIFFERENT) {
      rounded = true;
      Map<Long, Long> coarse = new HashMap<>();
      counts.forEach((exact, times) -> coarse.merge(round(exact), times, Long::sum));
      counts = coarse;
    }
  }

  private static long round(long nanos) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.abs(nanos));
    int dropped = Math.max(0, bits - KEPT_BITS);
    return nanos >> dropped << dropped;
  }

  long count() {
    return count;
  }

  /// Of at least one.
  Durations durations() {
    SortedMap<Long, Long> ascending = new TreeMap<>(counts);
    return new Durations(
        minNs,
        percentile(ascending, 50),
        percentile(ascending, 90),
        percentile(ascending, 99),
        maxNs);
  }

  private long percentile(SortedMap<Long, Long> ascending, long percent) {
    long wanted = Math.ceilDiv(count * percent, 100);
    long passed = 0;
    for (Map.Entry<Long, Long> each : ascending.entrySet()) {
      passed += each.getValue();
      if (passed >= wanted) {
        return Math.max(minNs, each.getKey());
      }
    }
    return maxNs;
  }
}
