package dev.iotrace.diff;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// The test of Mann, Whitney and Wilcoxon: how likely two groups differ as much as these by chance
/// alone. Exact, ties included: every way to split all values in two groups of these sizes is
/// counted. Counts of bytes and requests tie more often than not, and then the usual table and the
/// approximation by a normal distribution, which libraries fall back on, both mislead for small
/// groups.
final class RankSum {
  private RankSum() {}

  /// The two-sided p-value, from above 0 to 1. Time and memory follow the cube of the number of
  /// values.
  static double pValue(double[] left, double[] right) {
    int[] ranks = doubledRanks(left, right);
    int mean = left.length * (left.length + right.length + 1); // of the doubled sum
    int seen = 0;
    for (int i = 0; i < left.length; i++) {
      seen += ranks[i];
    }
    int distance = Math.abs(seen - mean);
    double[] ways = ways(ranks, left.length);
    double all = 0;
    double asFar = 0;
    for (int sum = 0; sum < ways.length; sum++) {
      all += ways[sum];
      asFar += Math.abs(sum - mean) >= distance ? ways[sum] : 0;
    }
    return asFar / all;
  }

  /// The least p-value that groups of these sizes can have.
  static double least(int left, int right) {
    double[] low = DoubleStream.iterate(0, it -> it + 1).limit(left).toArray();
    double[] high = DoubleStream.iterate(left, it -> it + 1).limit(right).toArray();
    return pValue(low, high);
  }

  /// Twice the rank of each value, those of `left` first; equal values share the mean of theirs.
  private static int[] doubledRanks(double[] left, double[] right) {
    double[] values = DoubleStream.concat(Arrays.stream(left), Arrays.stream(right)).toArray();
    int[] ranks = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int less = 0;
      int same = 0;
      for (double other : values) {
        less += other < values[i] ? 1 : 0;
        same += other == values[i] ? 1 : 0;
      }
      ranks[i] = 2 * less + same + 1;
    }
    return ranks;
  }

  /// How many choices of so many of the ranks have each sum.
  private static double[] ways(int[] ranks, int chosen) {
    int most = Arrays.stream(ranks).sum();
    double[][] ways = new double[chosen + 1][most + 1];
    ways[0][0] = 1;
    for (int rank : ranks) {
      for (int taken = chosen; taken > 0; taken--) {
        for (int sum = most; sum >= rank; sum--) {
          ways[taken][sum] += ways[taken - 1][sum - rank];
        }
      }
    }
    return ways[chosen];
  }
}
