package dev.iotrace.bench;

import dev.iotrace.report.Report;
import dev.iotrace.report.Target;
import java.util.List;
import java.util.Map;

/// What a benchmark found out: the contract "iotrace-bench/1". Its JSON keys are these names in
/// snake_case, in this order.
///
/// @param version of iotrace
/// @param bench which one: `write`, `matrix`, `copy`
/// @param workload what all cells have in common: option name to value
/// @param outcome whether it went to its end; else the cells are partial
public record BenchResult(
    String schema,
    String version,
    String bench,
    Report.Host host,
    List<String> command,
    Target target,
    Map<String, String> workload,
    Report.Outcome outcome,
    List<Cell> cells) {

  /// The schema of the results of this version.
  public static final String SCHEMA = "iotrace-bench/1";
}
