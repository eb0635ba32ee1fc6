package dev.iotrace.compare;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.Owner;
import dev.iotrace.report.Moments;
import dev.iotrace.report.Report;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.WriteEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What one run found out, in numbers. Times are nanoseconds since the first logical write began;
/// device bytes are bytes written.
///
/// @param writes logical writes made
/// @param bytes what they wrote
/// @param atReturnBytes what the device had been sent for them when the last call returned
/// @param atReturnFlushes flushes until then
/// @param settledBytes what the device was sent for them in all
/// @param byCause the settled bytes, each cause that wrote some
/// @param unattributedAtReturnBytes sent until the last call returned, and nobody knows for whom
/// @param unattributedBytes the same in all
/// @param readBytes reads that the writes caused
/// @param latencyNs median of the time within one write call, its sync not included; null without
///   writes
/// @param returnedAfterNs when the last call returned, syncs included
/// @param durableAfterNs when a power cut no longer lost any write, null when that is not known
/// @param settledAfterNs when waiting ended
public record Figures(
    long writes,
    long bytes,
    long atReturnBytes,
    long atReturnFlushes,
    long settledBytes,
    @Nullable Double amplificationRatio,
    List<CauseBytes> byCause,
    long unattributedAtReturnBytes,
    long unattributedBytes,
    long flushes,
    long fuaWrites,
    long requests,
    long readBytes,
    @Nullable Long latencyNs,
    @Nullable Long returnedAfterNs,
    @Nullable Long durableAfterNs,
    @Nullable Long settledAfterNs) {

  static Figures of(Report report) {
    List<Long> latencies = report.writes().stream().map(WriteEntry::latencyNs).toList();
    return new Figures(
        report.logical().writes(),
        report.logical().bytes(),
        report.atReturn().deviceBytes(),
        report.atReturn().flushes(),
        report.settled().deviceBytes(),
        report.settled().amplificationRatio(),
        byCause(report),
        unattributedAtReturn(report),
        report.unattributed().deviceBytes(),
        report.settled().flushes(),
        report.settled().fuaWrites(),
        report.settled().requests(),
        report.settled().readBytes(),
        latencies.isEmpty() ? null : Spread.of(latencies).median(),
        report.atReturn().afterNs(),
        Moments.durableAfterNs(report),
        report.settled().afterNs());
  }

  /// Bytes written for one cause.
  long of(Cause cause) {
    return byCause.stream()
        .filter(it -> it.cause() == cause)
        .mapToLong(CauseBytes::deviceBytes)
        .sum();
  }

  private static List<CauseBytes> byCause(Report report) {
    List<CauseBytes> all = new ArrayList<>();
    for (Cause cause : Arrays.asList(Cause.values())) {
      Predicate<Report.CauseSum> its = sum -> sum.cause() == cause;
      long bytes =
          report.byCause().stream().filter(its).mapToLong(Report.CauseSum::deviceBytes).sum();
      if (bytes > 0) {
        all.add(new CauseBytes(cause, bytes));
      }
    }
    return all;
  }

  private static long unattributedAtReturn(Report report) {
    Long endNs = report.atReturn().afterNs();
    return report.requests().stream()
        .filter(it -> it.owner() == Owner.UNATTRIBUTED && it.rwbs().contains("W"))
        .filter(it -> endNs == null || it.issuedNs() < endNs)
        .mapToLong(RequestEntry::bytes)
        .sum();
  }
}
