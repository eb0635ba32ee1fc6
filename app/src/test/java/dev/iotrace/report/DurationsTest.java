package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void percentilesAreMeasuredDurationsInAnyOrder() {
    assertThat(of(LongStream.rangeClosed(1, 200).map(it -> 201 - it)))
        .isEqualTo(new Durations(1, 100, 180, 198, 200));
  }

  @Test
  void oneIsAllOfThem() {
    assertThat(of(LongStream.of(7))).isEqualTo(new Durations(7, 7, 7, 7, 7));
  }

  @Test
  void ninetyNineOfAHundredAndOneIsTheHundredth() {
    assertThat(of(LongStream.rangeClosed(1, 101)).p99Ns()).isEqualTo(100);
  }

  /// The oracle sorts them all.
  @Test
  void ofAMillionDifferentOnesThePercentilesAreRoundedDownByLessThanAThousandth() {
    long seed = System.nanoTime();
    long[] all = new Random(seed).longs(1_000_000, -1_000_000, 30_000_000_000L).toArray();
    Durations told = of(Arrays.stream(all));
    Arrays.sort(all);
    assertThat(told.minNs()).isEqualTo(all[0]);
    assertThat(told.maxNs()).isEqualTo(all[999_999]);
    assertRounded(seed, told.p50Ns(), all[499_999]);
    assertRounded(seed, told.p90Ns(), all[899_999]);
    assertRounded(seed, told.p99Ns(), all[989_999]);
  }

  private static void assertRounded(long seed, long told, long exact) {
    assertThat(told).as("seed %d", seed).isBetween(exact - Math.abs(exact) / 1000, exact);
  }

  private static Durations of(LongStream nanos) {
    DurationCounts counts = new DurationCounts();
    nanos.forEach(counts::add);
    return counts.durations();
  }
}
