package dev.iotrace.correlate;

/// The sums that must equal the kernel's counters, over exactly the time between two readings.
///
/// @param checked whether readings of both ends were found during which nothing completed
/// @param counterWriteBytes what the kernel's counter grew by
/// @param tracedWriteBytes what the traced completions add up to
/// @param counterFlushes -1 where the kernel does not count them
/// @param issuedWriteBytes all writes issued within the whole trace: what the requests handed to
///   the sink must add up to
/// @param lostEvents events the probe lost or could not decode
/// @param mismatchedCalls calls that the driver made and the kernel's probe did not see, or the
///   other way round
public record Audit(
    boolean checked,
    long counterWriteBytes,
    long tracedWriteBytes,
    long counterFlushes,
    long tracedFlushes,
    long issuedWriteBytes,
    long lostEvents,
    long mismatchedCalls) {

  /// Counter minus trace.
  public long differenceBytes() {
    return counterWriteBytes - tracedWriteBytes;
  }

  /// Whether the books close: checked, nothing lost, no difference.
  public boolean closed() {
    return checked
        && lostEvents == 0
        && mismatchedCalls == 0
        && differenceBytes() == 0
        && (counterFlushes < 0 || counterFlushes == tracedFlushes);
  }
}
