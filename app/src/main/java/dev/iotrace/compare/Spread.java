package dev.iotrace.compare;

import java.util.Collection;
import java.util.List;

/// One figure over several runs.
///
/// @param median the middle one; of an even number of runs half-way between the two middle ones,
///   rounded down
public record Spread(long median, long min, long max) {
  /// Of at least one run.
  static Spread of(Collection<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("nothing has no median");
    }
    long upper = sorted.get(sorted.size() / 2);
    long lower = sorted.get((sorted.size() - 1) / 2);
    return new Spread(lower + (upper - lower) / 2, sorted.getFirst(), sorted.getLast());
  }

  /// Whether all runs agree.
  public boolean single() {
    return min == max;
  }
}
