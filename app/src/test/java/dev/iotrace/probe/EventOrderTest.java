package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.PageDirtied;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventOrderTest {
  private static final int ROUNDS = 300;

  private final List<IoEvent> out = new ArrayList<>();

  @Test
  void anyPermutationWithinTheWindowComesOutSorted() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      out.clear();
      int windowNs = 1 + random.nextInt(200);
      List<IoEvent> sorted = sorted(random, 500);
      List<IoEvent> permuted = permuted(sorted, random, windowNs);
      EventOrder order = order(windowNs, 100_000);
      permuted.forEach(event -> addAndAdvance(order, event));
      order.drain();
      List<IoEvent> expected = new ArrayList<>(permuted);
      expected.sort(Comparator.comparingLong(IoEvent::timeNs));
      assertThat(out).as("seed %d, round %d", seed, round).isEqualTo(expected);
      assertThat(order.lateEvents()).isZero();
    }
  }

  @Test
  void anEventWaitsUntilTheSourcesAreFurtherByTheWindow() {
    EventOrder order = order(10, 100);
    addAndAdvance(order, at(100, 1));
    addAndAdvance(order, at(109, 2));
    assertThat(out).isEmpty();
    addAndAdvance(order, at(110, 3));
    assertThat(out).containsExactly(at(100, 1));
    order.advanceTo(119);
    assertThat(out).containsExactly(at(100, 1), at(109, 2));
  }

  @Test
  void noMoreThanTheCountAreHeldBack() {
    EventOrder order = order(1_000_000, 3);
    for (int i = 0; i < 10; i++) {
      addAndAdvance(order, at(i, i));
    }
    assertThat(out).hasSize(7);
  }

  @Test
  void oneThatComesTooLateIsDeliveredAndCounted() {
    EventOrder order = order(10, 100);
    addAndAdvance(order, at(100, 1));
    addAndAdvance(order, at(200, 2));
    addAndAdvance(order, at(50, 3));
    order.drain();
    assertThat(out).containsExactly(at(100, 1), at(50, 3), at(200, 2));
    assertThat(order.lateEvents()).isEqualTo(1);
  }

  @Test
  void aLossThatIsToldLateIsNotLateBesides() {
    EventOrder order = order(10, 100);
    addAndAdvance(order, at(100, 1));
    addAndAdvance(order, at(200, 2));
    addAndAdvance(order, new EventsLost(50, "it did not end", 1));
    assertThat(order.lateEvents()).isZero();
  }

  @Test
  void equalTimesKeepTheirOrderOfArrival() {
    EventOrder order = order(10, 100);
    List<IoEvent> in = List.of(at(7, 1), at(5, 2), at(7, 3), at(5, 4), at(6, 5), at(7, 6));
    in.forEach(event -> addAndAdvance(order, event));
    order.drain();
    assertThat(out).containsExactly(at(5, 2), at(5, 4), at(6, 5), at(7, 1), at(7, 3), at(7, 6));
  }

  private static void addAndAdvance(EventOrder order, IoEvent event) {
    order.add(event);
    order.advanceTo(event.timeNs());
  }

  private EventOrder order(long windowNs, int count) {
    return new EventOrder(new EventOrder.Window(windowNs, count), out::add);
  }

  private static List<IoEvent> sorted(Random random, int count) {
    List<IoEvent> events = new ArrayList<>();
    long timeNs = 0;
    for (int i = 0; i < count; i++) {
      timeNs += random.nextInt(20);
      events.add(at(timeNs, i));
    }
    return events;
  }

  /// Delays each event by less than the window: it arrives when the clock shows its time plus that.
  private static List<IoEvent> permuted(List<IoEvent> events, Random random, int windowNs) {
    record Arrival(long ns, IoEvent event) {}
    return events.stream()
        .map(event -> new Arrival(event.timeNs() + random.nextInt(windowNs), event))
        .sorted(Comparator.comparingLong(Arrival::ns))
        .map(Arrival::event)
        .toList();
  }

  private static IoEvent at(long timeNs, long number) {
    return new PageDirtied(timeNs, 1, number, 0);
  }
}
