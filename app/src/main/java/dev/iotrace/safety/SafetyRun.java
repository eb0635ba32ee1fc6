package dev.iotrace.safety;

import dev.iotrace.bench.Latencies;
import org.jspecify.annotations.Nullable;

/// One file, written once. Times are nanoseconds since the first write was begun, by
/// `CLOCK_MONOTONIC`; MB are 10^6 bytes, and rates are those of all bytes over that time.
///
/// @param round from 1
/// @param calls that wrote
/// @param writtenNs the last write had returned
/// @param syncedNs fsync had returned: from here on a power cut loses none of it
/// @param closedNs close had returned
/// @param latencyNs of the writes
/// @param loan null where kernel threads cannot be seen: in a PID namespace, pid_namespaces(7)
/// @param background what the machine did in a quiet time before
public record SafetyRun(
    long sizeBytes,
    Mode mode,
    int round,
    long calls,
    long writtenNs,
    long syncedNs,
    long closedNs,
    double writtenMbPerS,
    double syncedMbPerS,
    double closedMbPerS,
    Latencies.Summary latencyNs,
    Device device,
    Cpu cpu,
    @Nullable Loan loan,
    Memory memory,
    Background background) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MB = 1e6;

  /// What the device had completed since the run began, whoever asked for it
  /// (Documentation/block/stat.rst).
  ///
  /// @param writtenBytes when the last write had returned
  /// @param syncedBytes when fsync had
  /// @param closedBytes when close had
  /// @param flushes in all; null where the kernel does not count them
  public record Device(
      long writtenBytes, long syncedBytes, long closedBytes, @Nullable Long flushes) {}

  /// Time on a CPU, getrusage(2).
  ///
  /// @param userNs of the writing thread, in its calls
  /// @param systemNs likewise, in the kernel
  /// @param syncNs the part of both that fsync took: it writes dirty pages out on its own
  /// @param processNs of the whole process meanwhile, that which watched included
  public record Cpu(long userNs, long systemNs, long syncNs, long processNs) {}

  /// Memory that held what the device had not.
  ///
  /// @param dirtyBeforeBytes when the run began: of others, or long forgotten
  /// @param peakDirtyBytes the most that was seen, those included
  /// @param peakWritebackBytes the most that was seen on its way
  public record Memory(long dirtyBeforeBytes, long peakDirtyBytes, long peakWritebackBytes) {}

  /// 10^6 bytes a second.
  static double mbPerS(long bytes, long ns) {
    return ns <= 0 ? 0 : bytes / MB / (ns / NANOS_PER_SECOND);
  }
}
