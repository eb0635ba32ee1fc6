package dev.iotrace.report;

import dev.iotrace.correlate.Owner;
import java.util.ArrayList;
import java.util.List;

/// The requests of a report, one line each, the first ones when there are many; below each what
/// stands where it went. Names are escaped.
public final class RequestTable {
  private static final int ROWS_SHOWN = 40;
  private static final int DISK_COLUMN = 3;
  private static final String STRUCTURE_INDENT = " ".repeat(8);
  private static final int NAME_LEAST_WIDTH = 8;
  private static final int WRITES_LEAST_WIDTH = 6;

  private RequestTable() {}

  /// Those of one report, or some of them.
  public static List<String> lines(List<RequestEntry> requests, TerminalReport.Layout layout) {
    if (requests.isEmpty()) {
      return List.of();
    }
    List<RequestEntry> shown = requests.subList(0, Math.min(ROWS_SHOWN, requests.size()));
    boolean severalDisks = requests.stream().map(RequestEntry::device).distinct().count() > 1;
    TextTable table = new TextTable(columns(severalDisks));
    shown.forEach(request -> table.add(cells(request, severalDisks)));
    List<String> rows = table.lines(layout.columns());
    List<String> lines = new ArrayList<>();
    lines.add(rows.getFirst());
    for (int row = 0; row < shown.size(); row++) {
      lines.add(rows.get(row + 1));
      StructureEntry structure = shown.get(row).structure();
      if (structure != null) {
        lines.addAll(
            Prose.wrap(
                STRUCTURE_INDENT,
                SafeText.of(StructureWords.sentence(structure)),
                layout.columns()));
      }
      if (layout.stacks()) {
        shown.get(row).stack().forEach(frame -> lines.add("      " + SafeText.of(frame)));
      }
    }
    int more = requests.size() - shown.size();
    if (more > 0) {
      lines.addAll(
          Prose.wrap(
              "  ",
              Words.count(more, "more request") + " not shown: --json lists them all",
              layout.columns()));
    }
    return lines;
  }

  private static List<TextTable.Column> columns(boolean severalDisks) {
    List<TextTable.Column> columns =
        new ArrayList<>(
            List.of(
                TextTable.Column.right("#", 9),
                TextTable.Column.right("when", 6),
                TextTable.Column.left("rwbs", 4),
                TextTable.Column.right("sector", 3),
                TextTable.Column.right("bytes", 8),
                TextTable.Column.left("cause/path", 7),
                TextTable.Column.elastic("submitter", 2, NAME_LEAST_WIDTH),
                TextTable.Column.elastic("writes", 5, WRITES_LEAST_WIDTH)));
    if (severalDisks) {
      columns.add(DISK_COLUMN, TextTable.Column.left("disk", 3));
    }
    return columns;
  }

  private static List<String> cells(RequestEntry request, boolean severalDisks) {
    List<String> cells = new ArrayList<>(cells(request));
    if (severalDisks) {
      cells.add(DISK_COLUMN, request.device());
    }
    return cells;
  }

  private static List<String> cells(RequestEntry request) {
    boolean flush = request.bytes() == 0;
    return List.of(
        String.valueOf(request.id()),
        Words.moment(request.issuedNs()),
        SafeText.of(request.rwbs()),
        flush ? "-" : String.valueOf(request.sector()),
        Words.number(request.bytes()),
        request.cause().word() + "/" + request.path().word(),
        SafeText.of(submitter(request.submitter())),
        request.owner() == Owner.TRACED
            ? WriteIds.of(request.causedBy(), request.othersThreads())
            : "?");
  }

  private static String submitter(RequestEntry.Submitter submitter) {
    return submitter.comm().isEmpty() ? "thread " + submitter.threadId() : submitter.comm();
  }
}
