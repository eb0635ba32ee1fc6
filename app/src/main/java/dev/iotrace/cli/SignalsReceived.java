package dev.iotrace.cli;

import dev.iotrace.syscall.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The signals that want this program to end, as they come.
///
/// The JVM handles each in a thread of its own that is named after it (`jdk.internal.misc.Signal`)
/// and stays until the JVM ends, for it waits for that (`Shutdown.exit`). The platform tells by
/// nothing else.
final class SignalsReceived {
  private static final List<Signal> ENDING = List.of(Signal.INT, Signal.TERM, Signal.HUP);

  private final Map<Signal, Long> told = new EnumMap<>(Signal.class);

  /// Those that came since this was asked last, each as often as it came.
  synchronized List<Signal> take() {
    List<Signal> fresh = new ArrayList<>();
    for (Signal signal : ENDING) {
      long count = count("SIG" + signal.name() + " handler");
      for (long known = told.getOrDefault(signal, 0L); known < count; known++) {
        fresh.add(signal);
      }
      told.put(signal, count);
    }
    return fresh;
  }

  private static long count(String threadName) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(threadName))
        .count();
  }
}
