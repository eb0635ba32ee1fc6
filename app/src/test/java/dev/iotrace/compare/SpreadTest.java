package dev.iotrace.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void medianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Spread.of(List.of(9L, 1L, 5L))).isEqualTo(new Spread(5, 1, 9));
    assertThat(Spread.of(List.of(7L))).isEqualTo(new Spread(7, 7, 7));
  }

  @Test
  void medianOfAnEvenNumberIsHalfWayRoundedDown() {
    assertThat(Spread.of(List.of(4L, 1L, 100L, 7L))).isEqualTo(new Spread(5, 1, 100));
    assertThat(Spread.of(List.of(Long.MAX_VALUE, Long.MAX_VALUE - 2)).median())
        .isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void equalRunsAreOneNumber() {
    assertThat(Spread.of(List.of(4L, 4L)).single()).isTrue();
    assertThat(Spread.of(List.of(4L, 5L)).single()).isFalse();
  }

  @Test
  void nothingHasNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
  }

  @Test
  void asManyRunsAreBelowTheMedianAsAboveInWhateverOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Long> values = new ArrayList<>();
      for (int i = random.nextInt(9); i >= 0; i--) {
        values.add((long) random.nextInt(6));
      }
      Spread spread = Spread.of(values);
      assertThat(values).as("seed %d", seed).allMatch(it -> it >= spread.min());
      assertThat(values).as("seed %d", seed).allMatch(it -> it <= spread.max());
      long below = values.stream().filter(it -> it < spread.median()).count();
      long above = values.stream().filter(it -> it > spread.median()).count();
      assertThat(2 * below).as("seed %d: %s", seed, values).isLessThanOrEqualTo(values.size());
      assertThat(2 * above).as("seed %d: %s", seed, values).isLessThanOrEqualTo(values.size());
      Collections.shuffle(values, random);
      assertThat(Spread.of(values)).as("seed %d", seed).isEqualTo(spread);
    }
  }
}
