package dev.iotrace.bench;

import dev.iotrace.syscall.ErrnoException;
import java.util.Optional;

/// Makes the writes of a round and takes the time of each.
public sealed interface WriteLoop permits CallLoop, RingLoop {
  /// Makes all of them, once.
  ///
  /// @param limitNs no further write after so long; [Long#MAX_VALUE] for none
  Outcome run(long limitNs);

  /// What came of it.
  ///
  /// @param bytes written
  /// @param writes the durations of the writes
  /// @param syncs the durations of the syncs that followed each
  /// @param elapsedNs from before the first call to after the last
  /// @param complete whether all calls were made
  /// @param failure what ended it early
  record Outcome(
      long bytes,
      Latencies writes,
      Latencies syncs,
      long elapsedNs,
      boolean complete,
      Optional<ErrnoException> failure) {}
}
