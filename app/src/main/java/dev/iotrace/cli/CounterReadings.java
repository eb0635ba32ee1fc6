package dev.iotrace.cli;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.IoEvent;
import dev.iotrace.filesystem.Target;
import dev.iotrace.syscall.Time;
import java.time.Duration;
import java.util.function.Consumer;

/// Reads the device's counters several times, so that one reading falls into a moment when nothing
/// completes; which one that is, the trace tells.
final class CounterReadings {
  private static final int READINGS = 25;
  private static final Duration PAUSE = Duration.ofMillis(4);

  private CounterReadings() {}

  static void take(Target target, boolean ending, Consumer<IoEvent> sink)
      throws InterruptedException {
    for (int i = 0; i < READINGS; i++) {
      Thread.sleep(PAUSE);
      long beforeNs = Time.boottimeNs();
      CounterRead.Counters counters = target.counters().toEvent();
      sink.accept(new CounterRead(beforeNs, Time.boottimeNs(), ending, counters));
    }
  }
}
