package dev.iotrace.event;

/// The workload is over; what follows is only its consequences.
///
/// @param goesOn whether those who were followed go on, and what they do from now on is theirs
///   alone; false in a trace of an older version
public record WorkloadEnded(long timeNs, boolean goesOn) implements IoEvent.OfWorkload {
  /// It is really over.
  public WorkloadEnded(long timeNs) {
    this(timeNs, false);
  }
}
