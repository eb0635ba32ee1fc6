package dev.iotrace.safety;

import dev.iotrace.report.Csv;
import dev.iotrace.report.Format;
import dev.iotrace.report.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The runs as CSV, one line each, in the order in which they were made. The columns are properties
/// of [SafetyRun].
public final class SafetyCsv implements Format<SafetyReport> {
  private static final List<String> HEADER =
      List.of(
          "size_bytes,mode,round,calls,written_ns,synced_ns,closed_ns",
          "written_mb_per_s,synced_mb_per_s,closed_mb_per_s",
          "latency_p50_ns,latency_p99_ns,latency_p999_ns,latency_max_ns",
          "device_written_bytes,device_synced_bytes,device_closed_bytes,device_flushes",
          "cpu_user_ns,cpu_system_ns,cpu_sync_ns,cpu_process_ns",
          "loan_ours_ns,loan_loop_ns,loan_shared_ns,loan_others_ns,loan_background_ns",
          "dirty_before_bytes,peak_dirty_bytes,peak_writeback_bytes",
          "background_ns,background_device_bytes");

  @Override
  public void write(SafetyReport report, Writer out) throws IOException {
    out.write(Csv.line(HEADER));
    for (SafetyRun run : report.runs()) {
      out.write(
          Csv.line(
              Stream.of(times(run), costs(run), loan(run.loan()), surroundings(run))
                  .flatMap(List::stream)
                  .toList()));
    }
  }

  private static List<String> times(SafetyRun run) {
    return List.of(
        Csv.value(run.sizeBytes()),
        Words.of(run.mode()),
        Csv.value(run.round()),
        Csv.value(run.calls()),
        Csv.value(run.writtenNs()),
        Csv.value(run.syncedNs()),
        Csv.value(run.closedNs()),
        decimal(run.writtenMbPerS()),
        decimal(run.syncedMbPerS()),
        decimal(run.closedMbPerS()),
        Csv.value(run.latencyNs().p50()),
        Csv.value(run.latencyNs().p99()),
        Csv.value(run.latencyNs().p999()),
        Csv.value(run.latencyNs().max()));
  }

  private static List<String> costs(SafetyRun run) {
    return Stream.of(
            run.device().writtenBytes(),
            run.device().syncedBytes(),
            run.device().closedBytes(),
            run.device().flushes(),
            run.cpu().userNs(),
            run.cpu().systemNs(),
            run.cpu().syncNs(),
            run.cpu().processNs())
        .map(Csv::value)
        .toList();
  }

  /// Nothing where it is not known.
  private static List<String> loan(@Nullable Loan loan) {
    if (loan == null) {
      return Collections.nCopies(5, "");
    }
    return Stream.of(
            loan.oursNs(), loan.loopNs(), loan.sharedNs(), loan.othersNs(), loan.backgroundNs())
        .map(Csv::value)
        .toList();
  }

  private static List<String> surroundings(SafetyRun run) {
    return Stream.of(
            run.memory().dirtyBeforeBytes(),
            run.memory().peakDirtyBytes(),
            run.memory().peakWritebackBytes(),
            run.background().lastedNs(),
            run.background().deviceBytes())
        .map(Csv::value)
        .toList();
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
