package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void percentilesAreMeasuredDurationsInAnyOrder() {
    List<Long> nanos = LongStream.rangeClosed(1, 200).boxed().collect(Collectors.toList());
    Collections.reverse(nanos);
    assertThat(Durations.of(nanos, Long::longValue))
        .isEqualTo(new Durations(1, 100, 180, 198, 200));
  }

  @Test
  void oneIsAllOfThem() {
    assertThat(Durations.of(List.of(7L), Long::longValue)).isEqualTo(new Durations(7, 7, 7, 7, 7));
  }

  @Test
  void ninetyNineOfAHundredAndOneIsTheHundredth() {
    List<Long> nanos = LongStream.rangeClosed(1, 101).boxed().toList();
    assertThat(Durations.of(nanos, Long::longValue).p99Ns()).isEqualTo(100);
  }
}
