package dev.iotrace.matrix;

import java.util.List;

/// What the runs of a results file were measured with: they may be joined by runs with the same
/// only.
///
/// @param target in words that name the same place at the next start
public record ResultsHeader(String schema, String tool, Host host, List<String> target, Plan plan) {
  /// Of the file's lines.
  public static final String SCHEMA = "iotrace-matrix-results/1";

  /// The machine.
  public record Host(String name, String kernel, String arch, int cpus) {}

  /// A [MatrixPlan], in plain values.
  public record Plan(
      List<String> only, List<Long> sizes, long bytes, long cellTimeNs, int rounds, long seed) {
    static Plan of(MatrixPlan plan) {
      return new Plan(
          plan.flagSets().stream().map(FlagSet::name).toList(),
          plan.blockBytes(),
          plan.totalBytes(),
          plan.cellTime().toNanos(),
          plan.rounds(),
          plan.seed());
    }
  }

  /// For a plan at a place.
  public static ResultsHeader of(String tool, Host host, List<String> target, MatrixPlan plan) {
    return new ResultsHeader(SCHEMA, tool, host, target, Plan.of(plan));
  }
}
