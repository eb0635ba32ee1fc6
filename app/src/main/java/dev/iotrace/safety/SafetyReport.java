package dev.iotrace.safety;

import dev.iotrace.report.Report;
import dev.iotrace.report.Target;
import java.util.List;

/// What writing the same bytes buffered and with `O_DIRECT` came to: the contract
/// "iotrace-safety/1". Its JSON keys are these names in snake_case, in this order.
///
/// @param version of iotrace
/// @param outcome whether it went to its end; else the runs are those that did
/// @param cells each size in each mode, with the run that stands for it
/// @param runs in the order in which they were made
public record SafetyReport(
    String schema,
    String version,
    Report.Host host,
    List<String> command,
    Target target,
    Plan plan,
    Report.Outcome outcome,
    List<SafetyCell> cells,
    List<SafetyRun> runs) {
  /// The schema of the results of this version.
  public static final String SCHEMA = "iotrace-safety/1";

  /// What was to be done.
  ///
  /// @param sizesBytes of the files
  /// @param blockBytes of each write
  /// @param rounds each with one run of each cell; odd ones buffered first, even ones O_DIRECT
  /// @param roomBytes that could be written when it began
  /// @param memoryScope `backing_device` or `machine`: of what dirty and writeback memory is told
  public record Plan(
      List<Long> sizesBytes, long blockBytes, int rounds, long roomBytes, String memoryScope) {}
}
