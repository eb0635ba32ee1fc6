package dev.iotrace.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankSumTest {
  private static final double TINY = 1e-12;

  /// `wilcox.test(1:n, n+1:m)$p.value` of R is 2 / choose(n+m, n).
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 2, 0.3333333333333333", "3, 3, 0.1", "4, 4, 0.02857142857142857"})
  void groupsApartHaveTheLeastValueOfTheirSizes(int left, int right, double expected) {
    assertThat(RankSum.least(left, right)).isCloseTo(expected, within(TINY));
  }

  @Test
  void equalGroupsDifferByChanceAlone() {
    assertThat(RankSum.pValue(new double[] {7, 7, 7}, new double[] {7, 7, 7})).isEqualTo(1);
  }

  /// Two values, each in three runs: 2 of the 20 ways to split them part them so.
  @Test
  void tiesWithinTheGroupsDoNotHideTheDifference() {
    assertThat(RankSum.pValue(new double[] {5, 5, 5}, new double[] {9, 9, 9}))
        .isCloseTo(0.1, within(TINY));
  }

  /// Against every split, one by one.
  @Test
  void isWhatCountingEverySplitGives() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 200; run++) {
      double[] left = random.doubles(1 + random.nextInt(5), 0, 6).map(Math::floor).toArray();
      double[] right = random.doubles(1 + random.nextInt(5), 0, 6).map(Math::floor).toArray();
      assertThat(RankSum.pValue(left, right))
          .as("seed %d, run %d", seed, run)
          .isCloseTo(counted(left, right), within(TINY));
    }
  }

  private static double counted(double[] left, double[] right) {
    double[] all = new double[left.length + right.length];
    System.arraycopy(left, 0, all, 0, left.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    double seen = distance(all, (1 << left.length) - 1);
    int ways = 0;
    int asFar = 0;
    for (int split = 0; split < 1 << all.length; split++) {
      if (Integer.bitCount(split) == left.length) {
        ways++;
        asFar += distance(all, split) >= seen ? 1 : 0;
      }
    }
    return (double) asFar / ways;
  }

  /// Of Mann and Whitney's U from its mean: pairs in which the left one is greater, ties half.
  private static double distance(double[] all, int split) {
    int[] left = IntStream.range(0, all.length).filter(i -> (split >> i & 1) == 1).toArray();
    int[] right = IntStream.range(0, all.length).filter(i -> (split >> i & 1) == 0).toArray();
    double u = 0;
    for (int i : left) {
      for (int j : right) {
        u += (1 + Math.signum(all[i] - all[j])) / 2;
      }
    }
    return Math.abs(u - left.length * right.length / 2.0);
  }
}
