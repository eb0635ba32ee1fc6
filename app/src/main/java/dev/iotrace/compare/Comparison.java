package dev.iotrace.compare;

import dev.iotrace.report.Report;
import java.util.List;
import java.util.Map;

/// What the runs of one workload in several places and ways found out: the contract
/// "iotrace-compare/1". Its JSON keys are these names in snake_case, in this order.
///
/// @param version of iotrace
/// @param workload what all cells have in common: option name to value
/// @param interrupted whether the user ended it before all runs were made
/// @param runs in the order in which they were made
public record Comparison(
    String schema,
    String version,
    Report.Host host,
    List<String> command,
    Map<String, String> workload,
    Plan plan,
    boolean interrupted,
    List<Cell> cells,
    List<RunEntry> runs) {

  /// The schema of the comparisons of this version.
  public static final String SCHEMA = "iotrace-compare/1";

  /// How the runs follow one another.
  ///
  /// @param repetitions rounds; each runs every cell once, in an order of its own
  /// @param seed of these orders
  /// @param settle what the runs are to wait for
  public record Plan(int repetitions, long seed, String settle, long timeoutNs) {}
}
