package dev.iotrace.event;

/// The kernel's own counters of the device were read (`/sys/block/DEV/stat`,
/// Documentation/block/stat.rst), somewhere between two moments.
///
/// @param timeNs just before the reading
/// @param afterNs just after it
/// @param ending false for a reading before the workload, true for one after it
public record CounterRead(long timeNs, long afterNs, boolean ending, Counters counters)
    implements IoEvent.OfTrace {

  /// What the counters said.
  ///
  /// @param flushes -1 where the kernel has no such counter (before 5.5)
  public record Counters(long writeBytes, long readBytes, long flushes, long inFlight) {}
}
