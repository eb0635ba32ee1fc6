package dev.iotrace.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
  /// As R says: quantile(c(30, 10, 20), c(0.25, 0.5, 0.75)).
  @Test
  void quartilesOfThreeRoundsLieHalfWayToTheMedian() {
    List<Double> rounds = List.of(30.0, 10.0, 20.0);
    assertThat(Row.quantile(0.25, rounds)).isEqualTo(15);
    assertThat(Row.quantile(0.5, rounds)).isEqualTo(20);
    assertThat(Row.quantile(0.75, rounds)).isEqualTo(25);
  }

  @Test
  void medianOfTwoIsHalfWayBetweenThem() {
    assertThat(Row.quantile(0.5, List.of(3.0, 1.0))).isEqualTo(2);
  }

  @Test
  void oneRoundIsAllQuartiles() {
    assertThat(Row.quantile(0.75, List.of(7.0))).isEqualTo(7);
  }
}
