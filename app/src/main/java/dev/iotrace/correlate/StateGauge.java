package dev.iotrace.correlate;

import java.util.function.IntSupplier;

/// Measures what is kept while events come, and has what is settled for long evicted.
final class StateGauge {
  /// What takes time to count is counted once in so many events.
  static final int PERIOD = 1 << 16;

  private final Calls calls;
  private final Attributor attributor;
  private final IntSupplier bios;
  private final IntSupplier requests;
  private long events;
  private int writes;
  private int tasks;
  private int mostBios;
  private int mostRequests;
  private State slow = State.NOTHING;

  /// @param bios how many are not wholly issued
  /// @param requests how many are not handed over
  StateGauge(Calls calls, Attributor attributor, IntSupplier bios, IntSupplier requests) {
    this.calls = calls;
    this.attributor = attributor;
    this.bios = bios;
    this.requests = requests;
  }

  /// An event was taken. True once in a while.
  boolean event() {
    writes = Math.max(writes, calls.openWrites());
    tasks = Math.max(tasks, calls.tasks());
    mostBios = Math.max(mostBios, bios.getAsInt());
    mostRequests = Math.max(mostRequests, requests.getAsInt());
    if (++events % PERIOD != 0) {
      return false;
    }
    measure();
    calls.files().evictIdle();
    return true;
  }

  private void measure() {
    slow =
        slow.max(
            new State(
                writes,
                tasks,
                mostBios,
                mostRequests,
                calls.files().size(),
                calls.files().dirtyPages(),
                calls.files().extents(),
                attributor.transactions()));
  }

  /// The peaks so far.
  State state() {
    measure();
    return slow;
  }
}
