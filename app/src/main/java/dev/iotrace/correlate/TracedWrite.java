package dev.iotrace.correlate;

import dev.iotrace.event.Syscall;

/// One logical write, when it returned and when its bytes were safe.
///
/// @param id the driver's number of the call; of a command's, one in the order of their beginning
/// @param processId the calling process, 0 for the driver
/// @param bytes how many bytes the call wrote; what it was asked for when it failed
/// @param result what the call returned: bytes or a negative errno
/// @param witnessed whether the kernel's own probe saw the call too
/// @param startNs kernel time of the call's entry
/// @param latencyNs from entry to return
/// @param durableNs kernel time after which a power cut no longer loses the bytes, 0 when that was
///   not reached within the trace
/// @param deviceBytes this write's share of all requests it caused
/// @param summed how many calls it stands for, where they were counted and not told one by one: it
///   then begins when the first made the file dirty, and has no offset; 0 for a single one
public record TracedWrite(
    long id,
    int threadId,
    int processId,
    Syscall call,
    long inode,
    long offset,
    long bytes,
    long result,
    boolean witnessed,
    long startNs,
    long latencyNs,
    long durableNs,
    long deviceBytes,
    long summed) {

  /// Whether it is a call that the driver or the kernel told of, and not one of a followed
  /// command's other operations on a file: those have no bytes, or none that anybody knows.
  public boolean isCall() {
    boolean written = call.writes() || call == Syscall.SUMMED;
    return written && (processId == 0 || call != Syscall.MMAP);
  }

  /// How many calls it is.
  public long calls() {
    return isCall() ? Math.max(1, summed) : 0;
  }
}
