package dev.iotrace.correlate;

import dev.iotrace.event.CounterRead;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the readings of the device's counters that stand for one moment: nothing was in flight,
/// and nothing was issued while they were taken.
final class QuietReadings {
  private @Nullable CounterRead candidate;

  /// Takes a reading; gives the one before it when that was quiet.
  Optional<CounterRead> read(CounterRead next) {
    Optional<CounterRead> quiet = Optional.ofNullable(candidate);
    candidate = next.counters().inFlight() == 0 ? next : null;
    return quiet;
  }

  /// Something is issued at this time; gives the last reading when it was over by then.
  Optional<CounterRead> issued(long timeNs) {
    Optional<CounterRead> quiet =
        Optional.ofNullable(candidate).filter(read -> read.afterNs() < timeNs);
    candidate = null;
    return quiet;
  }

  /// Nothing more is issued; gives the last reading when it was quiet.
  Optional<CounterRead> last() {
    return Optional.ofNullable(candidate);
  }
}
