package dev.iotrace.bench;

import dev.iotrace.report.Report.State;
import org.jspecify.annotations.Nullable;

/// What one round came to. Seconds are of `CLOCK_MONOTONIC`; MB are 10^6 bytes; latencies are
/// nanoseconds.
///
/// @param round from 1; 0 for one to warm up, which is told of only when it failed
/// @param state whether all calls were made
/// @param bytes written
/// @param calls that wrote them
/// @param seconds from before the first write to after the last, with the syncs between them
/// @param mbPerS bytes in these seconds
/// @param latencyNs of the writes alone; null without one
/// @param syncs calls that followed a write, the closing one not included
/// @param syncLatencyNs of these syncs; null without one
/// @param closingSeconds of the closing sync; null when none was made
/// @param closedMbPerS bytes in the seconds of the writes and of the closing sync; null likewise
/// @param returnDeviceBytes what the device had written when the last write returned
/// @param deviceBytes what it had written after the closing sync, whoever wrote it
/// @param deviceWrites write requests it had completed by then; the kernel counts a bio that only
///   asks for a flush as one, too
/// @param flushes flush requests likewise; null where the kernel does not count them
/// @param deviceReadBytes what it had read by then
/// @param failure what ended the round early; empty when nothing did
public record Throughput(
    int round,
    State state,
    long bytes,
    long calls,
    double seconds,
    double mbPerS,
    Latencies.@Nullable Summary latencyNs,
    long syncs,
    Latencies.@Nullable Summary syncLatencyNs,
    @Nullable Double closingSeconds,
    @Nullable Double closedMbPerS,
    long returnDeviceBytes,
    long deviceBytes,
    long deviceWrites,
    @Nullable Long flushes,
    long deviceReadBytes,
    String failure) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MB = 1e6;

  /// Whether it did all that it was meant to do.
  boolean complete() {
    return state == State.COMPLETE;
  }

  /// 10^6 bytes a second; 0 when nothing was written.
  static double mbPerS(long bytes, long ns) {
    return ns <= 0 ? 0 : bytes / MB / seconds(ns);
  }

  static double seconds(long ns) {
    return ns / NANOS_PER_SECOND;
  }
}
