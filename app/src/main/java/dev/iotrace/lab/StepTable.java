package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.List;

/// Steps side by side.
final class StepTable {
  private StepTable() {}

  static List<String> lines(List<Step> steps, int columns) {
    TextTable table =
        new TextTable(
            List.of(
                Column.elastic("call", 9, 16),
                Column.right("data", 8),
                Column.right("journal", 7),
                Column.right("superblock", 3),
                Column.right("metadata", 4),
                Column.right("bytes", 6),
                Column.right("flushes", 5)));
    for (Step step : steps) {
      table.add(
          List.of(
              step.name(),
              Words.number(step.bytes(Cause.DATA)),
              Words.number(step.bytes(Cause.JOURNAL)),
              Words.number(step.bytes(Cause.SUPERBLOCK)),
              Words.number(step.bytes(Cause.METADATA)),
              Words.number(step.bytes()),
              Words.number(step.flushes())));
    }
    return table.lines(columns);
  }
}
