package dev.iotrace.diff;

import java.util.Arrays;

/// One figure over the runs of a side.
///
/// @param median of an even number of runs half-way between the two middle ones
/// @param runs that know the figure
public record Sample(double median, double min, double max, int runs) {
  static Sample of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int upper = sorted.length / 2;
    int lower = (sorted.length - 1) / 2;
    return new Sample(
        (sorted[lower] + sorted[upper]) / 2, sorted[0], sorted[sorted.length - 1], sorted.length);
  }
}
