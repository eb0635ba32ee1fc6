package dev.iotrace.diff;

import java.util.List;

/// What two runs, or two groups of runs, do differently: the contract "iotrace-diff/1". Its JSON
/// keys are these names in snake_case, in this order.
///
/// @param version of iotrace
/// @param settings in which the sides differ: then they are not of the same experiment
/// @param byCause bytes written to the device; a cause that a run does not have counts as 0 there
/// @param byFile the same, of runs of a command
/// @param caveats what the figures are worth, in words
public record Difference(
    String schema,
    String version,
    Side a,
    Side b,
    List<SettingChange> settings,
    List<Change> figures,
    List<Change> byCause,
    List<Change> byFile,
    List<String> caveats) {

  /// The schema of the differences of this version.
  public static final String SCHEMA = "iotrace-diff/1";

  /// One side.
  ///
  /// @param exact whether the books of all its runs are closed, and all went to their end
  public record Side(List<String> files, boolean exact) {}

  /// A setting that differs; empty where it is not given.
  public record SettingChange(String name, String a, String b) {}
}
