package dev.iotrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.1);

  @Test
  void nothingHasNoSummary() {
    assertThat(new Latencies().summary()).isEmpty();
  }

  @Test
  void summaryIsThatOfTheSortedValuesToThreeDigits() {
    long seed = 20_261_121;
    SplittableRandom random = new SplittableRandom(seed);
    long[] values = new long[10_001];
    Latencies latencies = new Latencies();
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 + (long) Math.exp(random.nextDouble() * 20);
      latencies.record(values[i]);
    }
    Arrays.sort(values);
    Latencies.Summary summary = latencies.summary().orElseThrow();
    assertThat(latencies.calls()).isEqualTo(values.length);
    assertThat(summary.min()).as("seed %d", seed).isCloseTo(values[0], THREE_DIGITS);
    assertThat(summary.p50()).isCloseTo(values[5000], THREE_DIGITS);
    assertThat(summary.p90()).isCloseTo(values[9000], THREE_DIGITS);
    assertThat(summary.p99()).isCloseTo(values[9900], THREE_DIGITS);
    assertThat(summary.p999()).isCloseTo(values[9990], THREE_DIGITS);
    assertThat(summary.max()).isCloseTo(values[10_000], THREE_DIGITS);
    assertThat((double) summary.mean())
        .isCloseTo(Arrays.stream(values).average().orElseThrow(), THREE_DIGITS);
  }

  @Test
  void callOfADayIsRecordedAsLongAndNotLost() {
    Latencies latencies = new Latencies();
    latencies.record(86_400_000_000_000L);
    latencies.record(-1);
    Latencies.Summary summary = latencies.summary().orElseThrow();
    assertThat(summary.max()).isCloseTo(3_600_000_000_000L, within(4_000_000_000L));
    assertThat(summary.min()).isZero();
  }

  @Test
  void sumOfTwoRoundsIsAsIfTheyWereOne() {
    Latencies first = new Latencies();
    Latencies second = new Latencies();
    Latencies both = new Latencies();
    for (long ns = 1000; ns < 2000; ns++) {
      (ns % 2 == 0 ? first : second).record(ns);
      both.record(ns);
    }
    first.add(second);
    assertThat(first.summary()).isEqualTo(both.summary());
    first.reset();
    assertThat(first.summary()).isEmpty();
  }
}
