package dev.iotrace.report;

import java.util.List;
import java.util.function.ToLongFunction;

/// How long something took many times, in nanoseconds. A percentile is the shortest of the measured
/// durations that so many of a hundred did not exceed: none is made up between two.
public record Durations(long minNs, long p50Ns, long p90Ns, long p99Ns, long maxNs) {
  /// @param all at least one
  static <T> Durations of(List<T> all, ToLongFunction<T> nanos) {
    long[] sorted = all.stream().mapToLong(nanos).sorted().toArray();
    return new Durations(
        sorted[0],
        percentile(sorted, 50),
        percentile(sorted, 90),
        percentile(sorted, 99),
        sorted[sorted.length - 1]);
  }

  private static long percentile(long[] sorted, long percent) {
    return sorted[Math.toIntExact(Math.ceilDiv(sorted.length * percent, 100)) - 1];
  }
}
