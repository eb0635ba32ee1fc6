package dev.iotrace.bench;

import dev.iotrace.filesystem.DeviceCounters;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits until a device is at rest: nothing in flight, and nothing completed for a while.
public final class Rest {
  private static final long POLL_MILLIS = 10;
  private static final int UNCHANGED_POLLS = 5;
  private static final int POLLS_MAX = 200;

  private Rest() {}

  /// Waits, but no longer than two seconds.
  ///
  /// @param counters read now
  /// @param stop whether to wait no longer
  /// @return whether it came to rest
  public static boolean await(Supplier<DeviceCounters> counters, BooleanSupplier stop)
      throws InterruptedException {
    DeviceCounters last = counters.get();
    int unchanged = 0;
    for (int poll = 0; poll < POLLS_MAX && !stop.getAsBoolean(); poll++) {
      Thread.sleep(POLL_MILLIS);
      DeviceCounters now = counters.get();
      unchanged = now.equals(last) && now.inFlight() == 0 ? unchanged + 1 : 0;
      if (unchanged == UNCHANGED_POLLS) {
        return true;
      }
      last = now;
    }
    return false;
  }
}
