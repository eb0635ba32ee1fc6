package dev.iotrace.cli;

import dev.iotrace.bench.BenchResult;
import dev.iotrace.bench.Cell;
import dev.iotrace.report.Report;
import dev.iotrace.report.Target;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What all benchmarks say beside their cells.
final class BenchResults {
  private BenchResults() {}

  /// What was asked for.
  ///
  /// @param bench which benchmark: `write`
  /// @param words the command line
  /// @param options what all cells have in common
  record Request(String bench, List<String> words, Map<String, String> options) {}

  static BenchResult of(Request request, Place place, Report.Outcome outcome, List<Cell> cells)
      throws IOException {
    return new BenchResult(
        BenchResult.SCHEMA,
        Version.current(),
        request.bench,
        Report.Host.of(ThisHost.describe()),
        request.words,
        Target.of(place.target().toHeader(place.named())),
        request.options,
        outcome,
        cells);
  }
}
