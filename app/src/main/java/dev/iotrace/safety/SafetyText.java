package dev.iotrace.safety;

import dev.iotrace.report.Observed;
import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.TextFormat;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;

/// The result for people: tables of the median runs, and what they say in words.
public final class SafetyText implements TextFormat<SafetyReport> {
  private final int columns;

  /// @param columns width of the terminal, 80 when piped
  public SafetyText(int columns) {
    this.columns = columns;
  }

  @Override
  public List<String> lines(SafetyReport report) {
    List<String> lines = new ArrayList<>(Prose.wrap("", headline(report), columns));
    if (report.cells().isEmpty()) {
      return lines;
    }
    SafetyTables tables = new SafetyTables(report);
    add(lines, "until the last write, fsync and close had returned, and MB/s by then");
    lines.addAll(tables.times().lines(columns));
    add(lines, "written to the device by then; memory that held what it had not, at most");
    lines.addAll(tables.device().lines(columns));
    add(lines, "CPU: the writing thread's, and the loan, which kernel threads took meanwhile");
    lines.addAll(tables.cpu().lines(columns));
    add(lines, "each write call");
    lines.addAll(tables.calls().lines(columns));
    for (String verdict : Verdict.sentences(report)) {
      lines.add("");
      lines.addAll(Prose.wrap("", verdict, columns));
    }
    lines.add("");
    SafetyNotes.of(report).forEach(note -> lines.addAll(Prose.wrap("  ", note, columns)));
    lines.add("");
    observed(report).forEach(lines::add);
    return lines;
  }

  private static void add(List<String> lines, String title) {
    lines.add("");
    lines.add(title);
  }

  private static String headline(SafetyReport report) {
    SafetyReport.Plan plan = report.plan();
    String begin =
        switch (report.outcome().state()) {
          case COMPLETE -> "";
          case INTERRUPTED -> "INTERRUPTED: this is partial; ";
          case FAILED -> "FAILED: " + SafeText.of(report.outcome().failure()) + "; ";
        };
    if (report.runs().isEmpty()) {
      return begin + "no run went to its end";
    }
    return begin
        + "new files in writes of "
        + Sizes.exact(plan.blockBytes())
        + ", buffered and O_DIRECT in turn, "
        + Words.count(plan.rounds(), "round")
        + ": of each the median run by fsync";
  }

  private List<String> observed(SafetyReport report) {
    List<String> lines = new ArrayList<>();
    row(lines, "observed with", "iotrace " + report.version());
    row(lines, "kernel", Observed.host(report.host()));
    row(lines, "file system", fileSystem(report));
    row(lines, "device", device(report));
    return lines;
  }

  private void row(List<String> lines, String label, String text) {
    lines.addAll(Prose.wrap(String.format("%-15s", label), SafeText.of(text), columns));
  }

  private static String fileSystem(SafetyReport report) {
    String journal = report.target().fileSystem().journal();
    return report.target().fileSystem().type()
        + (journal.isEmpty() ? "" : ", journal " + journal)
        + ", mounted "
        + String.join(",", report.target().fileSystem().mountOptions());
  }

  private static String device(SafetyReport report) {
    return report.target().device().name()
        + (report.target().device().writeCache()
            ? ", volatile write cache"
            : ", no volatile write cache")
        + "; "
        + String.join("; ", report.target().device().stack());
  }
}
