package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundScheduleTest {
  @Test
  void eachRoundHasEveryCellOnceInAnOrderOfItsOwn() {
    RoundSchedule schedule = new RoundSchedule(294, 5, 7);
    Set<List<Integer>> orders = new HashSet<>();
    for (int round = 1; round <= 5; round++) {
      List<Integer> order = schedule.order(round);
      assertThat(order)
          .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 294).boxed().toList());
      orders.add(order);
    }
    assertThat(orders).hasSize(5);
  }

  @Test
  void orderFollowsFromTheSeed() {
    assertThat(new RoundSchedule(294, 5, 7).order(3))
        .isEqualTo(new RoundSchedule(294, 9, 7).order(3))
        .isNotEqualTo(new RoundSchedule(294, 5, 8).order(3));
  }

  @Test
  void nothingIsSaidOfTheTimeLeftBeforeSomethingIsKnown() {
    RoundSchedule schedule = new RoundSchedule(2, 1, 0);
    schedule.passed();
    assertThat(schedule.left()).isEmpty();
    schedule.ran();
    assertThat(schedule.left()).startsWith(", about ").endsWith(" left");
  }
}
