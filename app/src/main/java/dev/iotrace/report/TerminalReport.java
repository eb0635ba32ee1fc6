package dev.iotrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The report for people: what it cost, when it was safe, why each request exists, and whether the
/// books close. Plain text without colours; names are escaped.
public final class TerminalReport implements ReportFormat, TextFormat<Report> {
  /// A command makes many: its report for people is about processes and files.
  private static final int MOST_REQUESTS = 30;

  private final Layout layout;

  /// How much is shown.
  ///
  /// @param columns width of the terminal, 80 when piped
  /// @param stacks whether kernel stacks are shown under the requests
  public record Layout(int columns, boolean stacks) {
    /// What fits a pipe.
    public static final Layout PIPED = new Layout(80, false);
  }

  /// Shows reports in that layout.
  public TerminalReport(Layout layout) {
    this.layout = layout;
  }

  @Override
  public List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    String outcome = Headline.outcome(report.outcome());
    if (!outcome.isEmpty()) {
      lines.addAll(Prose.wrap("", outcome, layout.columns()));
    }
    List<String> caveats = Caveats.of(report);
    lines.addAll(Prose.wrap("", Headline.of(report, caveats.isEmpty()), layout.columns()));
    caveats.forEach(each -> lines.addAll(Prose.wrap("  ", each, layout.columns())));
    lines.addAll(Notes.lines(report, layout.columns()));
    Prose.addSection(lines, "", Moments.lines(report, layout.columns()));
    Prose.addSection(lines, "by cause", causes(report.byCause()));
    Prose.addSection(lines, StageTable.TITLE, StageTable.lines(report.stages(), layout.columns()));
    boolean exact = caveats.isEmpty();
    int columns = layout.columns();
    Prose.addSection(lines, "", ParticipantTables.processes(report.processes(), exact, columns));
    Prose.addSection(lines, "", ParticipantTables.files(report.files(), exact, columns));
    Prose.addSection(lines, "", OperationTable.lines(report, layout.columns()));
    if (report.processes().isEmpty() || report.requests().size() <= MOST_REQUESTS) {
      Prose.addSection(lines, "requests", RequestTable.lines(report.requests(), layout));
    }
    Prose.addSection(lines, "", AuditLines.of(report, layout.columns()));
    Prose.addSection(lines, "", Observed.lines(report, layout.columns()));
    return lines;
  }

  private List<String> causes(List<Report.CauseSum> sums) {
    if (sums.isEmpty()) {
      return List.of();
    }
    TextTable table =
        new TextTable(
            List.of(
                TextTable.Column.left("cause", 9),
                TextTable.Column.left("path", 8),
                TextTable.Column.right("bytes written", 7),
                TextTable.Column.right("share", 4),
                TextTable.Column.right("requests", 5),
                TextTable.Column.right("flushes", 3)));
    for (Report.CauseSum sum : sums) {
      table.add(
          List.of(
              sum.cause().word(),
              sum.path().word(),
              Words.number(sum.deviceBytes()),
              Words.percent(Objects.requireNonNullElse(sum.share(), 0.0)),
              Words.number(sum.requests()),
              Words.number(sum.flushes())));
    }
    return table.lines(layout.columns());
  }
}
