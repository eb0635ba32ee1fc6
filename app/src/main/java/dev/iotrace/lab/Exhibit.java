package dev.iotrace.lab;

import dev.iotrace.report.TerminalReport;

/// How tables of a report are shown on a lab's page.
final class Exhibit {
  private Exhibit() {}

  /// Without kernel stacks.
  static TerminalReport.Layout layout(int columns) {
    return new TerminalReport.Layout(columns, false);
  }
}
