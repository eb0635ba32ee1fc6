package dev.iotrace.workload;

import dev.iotrace.syscall.ErrnoException;
import java.util.Optional;

/// What came of a workload.
///
/// @param writes calls that wrote something; one more than meant for each that wrote only a part
/// @param bytes that they wrote
/// @param syncs that succeeded
/// @param failure what ended it early
/// @param cancelled whether [Workload#cancel()] ended it early
public record WorkloadResult(
    long writes, long bytes, long syncs, Optional<Failure> failure, boolean cancelled) {

  /// Whether all was written as meant.
  public boolean complete() {
    return failure.isEmpty() && !cancelled;
  }

  /// The function that failed.
  ///
  /// @param callId that of its `CallIntended`; 0 for opening, preallocating, mapping and closing
  public record Failure(long callId, ErrnoException cause) {}
}
