package dev.iotrace.safety;

import dev.iotrace.bench.Latencies;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// The tables: a row for the median run of each cell.
///
/// @param report with at least one cell
record SafetyTables(SafetyReport report) {
  /// Three moments, and all bytes over the time until then.
  TextTable times() {
    return table(
        List.of("written", "MB/s", "synced", "MB/s", "closed", "MB/s"),
        run ->
            List.of(
                Words.duration(run.writtenNs()),
                rate(run.writtenMbPerS()),
                Words.duration(run.syncedNs()),
                rate(run.syncedMbPerS()),
                Words.duration(run.closedNs()),
                rate(run.closedMbPerS())));
  }

  /// What the device had, and what memory had.
  TextTable device() {
    return table(
        List.of("written", "synced", "flushes", "dirty", "writeback"),
        run -> {
          Long flushes = run.device().flushes();
          return List.of(
              Words.number(run.device().writtenBytes()),
              Words.number(run.device().syncedBytes()),
              flushes == null ? "-" : Words.number(flushes),
              Sizes.rounded(run.memory().peakDirtyBytes()),
              Sizes.rounded(run.memory().peakWritebackBytes()));
        });
  }

  /// Who worked how long.
  TextTable cpu() {
    return table(
        List.of("user", "system", "in fsync", "file system", "shared", "quiet", "loop"),
        run ->
            List.of(
                milliseconds(run.cpu().userNs()),
                milliseconds(run.cpu().systemNs()),
                milliseconds(run.cpu().syncNs()),
                loan(run, Loan::oursNs),
                loan(run, Loan::sharedNs),
                loan(run, Loan::backgroundNs),
                loan(run, Loan::loopNs)));
  }

  /// How long a write took.
  TextTable calls() {
    return table(
        List.of("calls", "p50", "p99", "p99.9", "max"),
        run -> {
          Latencies.Summary latency = run.latencyNs();
          return List.of(
              Words.number(run.calls()),
              Words.duration(latency.p50()),
              Words.duration(latency.p99()),
              Words.duration(latency.p999()),
              Words.duration(latency.max()));
        });
  }

  private TextTable table(List<String> figures, Function<SafetyRun, List<String>> of) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.right("size", Integer.MAX_VALUE));
    columns.add(Column.left("mode", Integer.MAX_VALUE));
    figures.forEach(title -> columns.add(Column.right(title, -columns.size())));
    TextTable table = new TextTable(columns);
    for (SafetyCell cell : report.cells()) {
      List<String> row = new ArrayList<>();
      row.add(Sizes.exact(cell.sizeBytes()));
      row.add(cell.mode().word());
      row.addAll(of.apply(cell.median(report.runs())));
      table.add(row);
    }
    return table;
  }

  private static String rate(double mbPerS) {
    return String.format(Locale.ROOT, mbPerS < 100 ? "%,.1f" : "%,.0f", mbPerS);
  }

  private static String loan(SafetyRun run, ToLongFunction<Loan> part) {
    Loan loan = run.loan();
    return loan == null ? "-" : milliseconds(part.applyAsLong(loan));
  }

  private static String milliseconds(long ns) {
    return String.format(Locale.ROOT, "%,.1f", ns / 1e6);
  }
}
