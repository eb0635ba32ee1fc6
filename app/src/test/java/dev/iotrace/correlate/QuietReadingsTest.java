package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.event.CounterRead.Moment;
import org.junit.jupiter.api.Test;

class QuietReadingsTest {
  private final QuietReadings readings = new QuietReadings();

  @Test
  void readingIsQuietWhenNothingIsIssuedBeforeTheNext() {
    assertThat(readings.read(read(10, 20, 0))).isEmpty();
    assertThat(readings.read(read(30, 40, 0))).contains(read(10, 20, 0));
    assertThat(readings.last()).contains(read(30, 40, 0));
  }

  @Test
  void readingIsQuietWhenItWasOverBeforeTheNextIssue() {
    readings.read(read(10, 20, 0));
    assertThat(readings.issued(21)).contains(read(10, 20, 0));
    assertThat(readings.last()).isEmpty();
  }

  @Test
  void readingDuringWhichSomethingWasIssuedIsNot() {
    readings.read(read(10, 20, 0));
    assertThat(readings.issued(15)).isEmpty();
    assertThat(readings.last()).isEmpty();
  }

  @Test
  void readingWithSomethingInFlightIsNot() {
    readings.read(read(10, 20, 1));
    assertThat(readings.last()).isEmpty();
  }

  private static CounterRead read(long from, long to, long inFlight) {
    return new CounterRead(from, to, Moment.DURING, new Counters(0, 0, 0, inFlight));
  }
}
