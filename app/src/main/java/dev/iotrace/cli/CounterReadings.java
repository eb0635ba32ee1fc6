package dev.iotrace.cli;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.CounterRead.Moment;
import dev.iotrace.event.IoEvent;
import dev.iotrace.filesystem.OpenCounters;
import java.time.Duration;
import java.util.function.Consumer;

/// Reads the device's counters into the trace. Whether a reading fell into a moment when nothing
/// was in flight, the trace tells; so several are taken.
final class CounterReadings {
  private static final int QUIET_READINGS = 5;
  private static final Duration PAUSE = Duration.ofMillis(4);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final OpenCounters counters;
  private final Consumer<IoEvent> sink;

  CounterReadings(OpenCounters counters, Consumer<IoEvent> sink) {
    this.counters = counters;
    this.sink = sink;
  }

  /// Reads once.
  CounterRead take(Moment moment) {
    CounterRead read = counters.read(moment);
    sink.accept(read);
    return read;
  }

  /// Reads until a few readings were quiet, or patience ends.
  void takeQuiet(Moment moment) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int quiet = 0;
    while (quiet < QUIET_READINGS && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE);
      quiet += isQuiet(take(moment)) ? 1 : 0;
    }
  }

  /// Nothing was in flight, and when it is read again at once nothing has come and gone: then
  /// nothing was issued while it was read.
  private boolean isQuiet(CounterRead read) {
    return read.counters().inFlight() == 0
        && take(read.moment()).counters().equals(read.counters());
  }
}
