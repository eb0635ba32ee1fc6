package dev.iotrace.report;

import static dev.iotrace.report.TextTable.Column.left;
import static dev.iotrace.report.TextTable.Column.right;

import java.util.List;
import java.util.Locale;

/// The [Stages] as a table, in milliseconds.
final class StageTable {
  private static final double NANOS_PER_MILLI = 1e6;

  private StageTable() {}

  static final String TITLE = "stages in ms (Q2D: submitted to issued, D2C: issued to completed)";

  static List<String> lines(Stages stages, int columns) {
    if (stages.requests().isEmpty()) {
      return List.of();
    }
    TextTable table =
        new TextTable(
            List.of(
                left("cause", 9),
                right("requests", 3),
                right("Q2D p50", 5),
                right("Q2D p99", 4),
                right("D2C p50", 8),
                right("D2C p99", 7),
                right("Q2C p99", 2),
                right("Q2C max", 6)));
    for (Stages.OfCause each : stages.requests()) {
      table.add(
          List.of(
              each.cause().word(),
              Words.number(each.requests()),
              millis(each.q2d().p50Ns()),
              millis(each.q2d().p99Ns()),
              millis(each.d2c().p50Ns()),
              millis(each.d2c().p99Ns()),
              millis(each.q2c().p99Ns()),
              millis(each.q2c().maxNs())));
    }
    return table.lines(columns);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%,.3f", nanos / NANOS_PER_MILLI);
  }
}
