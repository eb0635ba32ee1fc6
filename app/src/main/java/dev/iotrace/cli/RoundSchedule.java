package dev.iotrace.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Rounds that each have every cell once, each in an order of its own, so that what changes slowly
/// on the machine favours none; and how long it takes still.
final class RoundSchedule {
  private static final long PRIME = 31;

  private final int cells;
  private final int rounds;
  private final long seed;
  private final long startNs = System.nanoTime();
  private int done;
  private int passed;

  /// @param seed of the orders
  RoundSchedule(int cells, int rounds, long seed) {
    this.cells = cells;
    this.rounds = rounds;
    this.seed = seed;
  }

  /// The cells of a round, from 1 on, in their order.
  ///
  /// @param round from 1 on
  List<Integer> order(int round) {
    List<Integer> order = new ArrayList<>(IntStream.rangeClosed(1, cells).boxed().toList());
    Collections.shuffle(order, new Random(seed * PRIME + round));
    return order;
  }

  /// A run is over, and took its time.
  void ran() {
    done++;
  }

  /// A run was not needed.
  void passed() {
    passed++;
  }

  /// `, about 3 min left`; empty as long as nothing is known.
  String left() {
    if (done == 0) {
      return "";
    }
    long eachNs = (System.nanoTime() - startNs) / done;
    return ", about "
        + words(Duration.ofNanos(eachNs * (rounds * cells - done - passed)))
        + " left";
  }

  private static String words(Duration duration) {
    return duration.toMinutes() > 2
        ? duration.toMinutes() + " min"
        : Math.max(1, duration.toSeconds()) + " s";
  }
}
