package dev.iotrace.cli;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.CounterRead.Moment;
import dev.iotrace.event.IoEvent;
import dev.iotrace.filesystem.Target;
import dev.iotrace.syscall.Time;
import java.time.Duration;
import java.util.function.Consumer;

/// Reads the device's counters into the trace. Whether a reading fell into a moment when nothing
/// was in flight, the trace tells; so several are taken.
final class CounterReadings {
  private static final int QUIET_READINGS = 5;
  private static final Duration PAUSE = Duration.ofMillis(4);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Target target;
  private final Consumer<IoEvent> sink;

  CounterReadings(Target target, Consumer<IoEvent> sink) {
    this.target = target;
    this.sink = sink;
  }

  /// Reads once; true when nothing was in flight.
  boolean take(Moment moment) {
    long beforeNs = Time.boottimeNs();
    CounterRead.Counters counters = target.counters().toEvent();
    sink.accept(new CounterRead(beforeNs, Time.boottimeNs(), moment, counters));
    return counters.inFlight() == 0;
  }

  /// Reads until a few readings were quiet, or patience ends.
  void takeQuiet(Moment moment) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int quiet = 0;
    while (quiet < QUIET_READINGS && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE);
      quiet += take(moment) ? 1 : 0;
    }
  }
}
