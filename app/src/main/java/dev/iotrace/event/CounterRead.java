package dev.iotrace.event;

/// The kernel's own counters of the device were read (`/sys/block/DEV/stat`,
/// Documentation/block/stat.rst), somewhere between two moments.
///
/// @param timeNs just before the reading
/// @param afterNs just after it
public record CounterRead(long timeNs, long afterNs, Moment moment, Counters counters)
    implements IoEvent.OfTrace {

  /// When in the run the counters were read.
  public enum Moment {
    /// Before the first call.
    START,
    /// After the first call, while something is awaited.
    DURING,
    /// After everything.
    END
  }

  /// What the counters said.
  ///
  /// @param flushes -1 where the kernel has no such counter (before 5.5)
  /// @param inFlight requests issued and not completed
  public record Counters(long writeBytes, long readBytes, long flushes, long inFlight) {}
}
