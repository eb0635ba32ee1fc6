package dev.iotrace.machine;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A line of the table.
///
/// @param kernel the suite and its kernel's release
/// @param bpftrace its version
/// @param cell disk and stack
/// @param calls how logical writes were seen
/// @param flushes of the longer experiment
/// @param verdict `closed`, or why this kernel shows no causes; else what went wrong
/// @param good whether nothing went wrong
record MatrixRow(
    String kernel,
    String bpftrace,
    String cell,
    String calls,
    String flushes,
    String verdict,
    boolean good) {

  static final String HEAD =
      """
      | kernel | bpftrace | disk, stack | calls seen by | flushes | verdict | tried |
      |---|---|---|---|---|---|---|\
      """;

  /// Of a cell that was tried.
  static MatrixRow of(Outcome outcome, Cell cell, List<Experiment> experiments) throws IOException {
    List<String> faults = new ArrayList<>();
    for (Experiment experiment : experiments) {
      outcome.faults(cell, experiment).forEach(fault -> faults.add(experiment.word + ": " + fault));
    }
    String verdict =
        cell.obstacle(outcome.suite()).map(why -> "block totals only: " + why).orElse("closed");
    String calls = "";
    String flushes = "";
    if (outcome.hasReport(cell, Experiment.PRIME)) {
      JsonNode report = outcome.report(cell, Experiment.PRIME);
      calls = report.at("/tool/logical_probe").asString();
      flushes = report.at("/settled/flushes").toString();
    }
    return new MatrixRow(
        outcome.suite().title() + ", " + outcome.kernel(),
        outcome.bpftrace(),
        cell.words(),
        calls,
        flushes,
        faults.isEmpty() ? verdict : String.join("; ", faults),
        faults.isEmpty());
  }

  /// Of a cell whose machine did not come to the end.
  static MatrixRow without(Suite suite, Cell cell, String why) {
    return new MatrixRow(suite.title(), "", cell.words(), "", "", why, false);
  }

  boolean isOf(Suite suite, Cell it) {
    return kernel.startsWith(suite.title()) && cell.equals(it.words());
  }

  @Override
  public String toString() {
    String oneLine = verdict.replace('|', '/').replaceAll("\\s+", " ");
    String tried = LocalDate.now(ZoneOffset.UTC).toString();
    return "| " + String.join(" | ", kernel, bpftrace, cell, calls, flushes, oneLine, tried) + " |";
  }
}
