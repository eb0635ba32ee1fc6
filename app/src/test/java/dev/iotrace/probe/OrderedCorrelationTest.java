package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.correlate.Outcome;
import dev.iotrace.correlate.RandomRun;
import dev.iotrace.event.IoEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Events arrive in any order within the window. A failure names its seed; `-Dseed=N` repeats it.
class OrderedCorrelationTest {
  private static final int RUNS = 100;
  private static final int WINDOW_NS = 200_000;

  static LongStream seeds() {
    Long given = Long.getLong("seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOrderOfArrivalWithinTheWindowGivesTheSameReport(long seed) {
    RandomRun run = new RandomRun(seed, seed);
    List<IoEvent> ordered = new ArrayList<>();
    EventOrder order =
        new EventOrder(new EventOrder.Window(WINDOW_NS, Integer.MAX_VALUE), ordered::add);
    arrivals(run.events(), new Random(seed)).forEach(order::add);
    order.drain();
    assertThat(Outcome.of(run.setting(), ordered))
        .isEqualTo(Outcome.of(run.setting(), run.events()));
  }

  /// Each event is late by less than the window.
  private static List<IoEvent> arrivals(List<IoEvent> events, Random random) {
    record Arrival(long ns, IoEvent event) {}
    return events.stream()
        .map(event -> new Arrival(event.timeNs() + random.nextInt(WINDOW_NS), event))
        .sorted(Comparator.comparingLong(Arrival::ns))
        .map(Arrival::event)
        .toList();
  }
}
