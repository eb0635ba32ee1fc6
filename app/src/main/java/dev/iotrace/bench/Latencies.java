package dev.iotrace.bench;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/// How long each of many calls took, to three digits, in a memory that does not grow.
///
/// For one thread.
public final class Latencies {
  /// An hour; a call that takes longer counts as this long.
  private static final long LONGEST_NS = 3_600_000_000_000L;

  private static final int DIGITS = 3;

  private static final int BATCH = 1024;

  private final Histogram histogram = new Histogram(LONGEST_NS, DIGITS);

  /// Not in the histogram yet: counted right after a system call each takes 6 ns, together 2.
  private final long[] pending = new long[BATCH];

  private int pendingCalls;

  /// One call. Makes no object.
  public void record(long ns) {
    pending[pendingCalls++] = ns;
    if (pendingCalls == BATCH) {
      counted();
    }
  }

  private Histogram counted() {
    for (int call = 0; call < pendingCalls; call++) {
      histogram.recordValue(Math.clamp(pending[call], 0, LONGEST_NS));
    }
    pendingCalls = 0;
    return histogram;
  }

  /// All calls of the other, too.
  public void add(Latencies other) {
    histogram.add(other.counted());
  }

  /// Forgets them all.
  public void reset() {
    pendingCalls = 0;
    histogram.reset();
  }

  /// How many calls there were.
  public long calls() {
    return counted().getTotalCount();
  }

  /// What they come to; empty without calls.
  public Optional<Summary> summary() {
    if (calls() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Summary(
            histogram.getMinValue(),
            Math.round(histogram.getMean()),
            histogram.getValueAtPercentile(50),
            histogram.getValueAtPercentile(90),
            histogram.getValueAtPercentile(99),
            histogram.getValueAtPercentile(99.9),
            histogram.getMaxValue()));
  }

  /// Nanoseconds, each to three digits. A percentile is a duration that so many of a hundred calls
  /// did not exceed.
  ///
  /// @param p999 99.9 of a hundred
  public record Summary(long min, long mean, long p50, long p90, long p99, long p999, long max) {}
}
