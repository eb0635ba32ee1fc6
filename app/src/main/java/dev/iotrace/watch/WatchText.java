package dev.iotrace.watch;

import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An interval for people: tables of what happened in a second, by process and by file, and the
/// books since the beginning.
///
/// @param height lines that there is room for: rows of tables that have none are counted
public record WatchText(int columns, int height, Tables tables) {
  /// Where there is room for all.
  public static final int ENDLESS = Integer.MAX_VALUE;

  private static final int MOST_ROWS = 20;

  /// Of a table, beside its rows: titles, total, how many more there are.
  private static final int FRAME = 3;

  private static final String UNITS = "KMGTPE";
  private static final int WHAT = 10;
  private static final int LEAST_NAME = 8;

  /// Which tables there are.
  public enum Tables {
    BOTH,
    PROCESS,
    FILE
  }

  /// Lines of at most that many columns.
  public List<String> lines(View view) {
    double seconds = view.intervalNs() / 1e9;
    List<String> lines = new ArrayList<>(title(view.place(), seconds));
    List<String> last = books(view, seconds);
    view.notes().forEach(note -> last.addAll(Prose.wrap("", SafeText.of(note), columns)));
    int rows = rows(height - lines.size() - last.size());
    if (tables != Tables.FILE) {
      TextTable table = table(Column.elastic("process", WHAT, LEAST_NAME), true);
      for (View.ProcessRow row : first(view.processes(), rows)) {
        String pid = row.pid() == null ? "-" : row.pid().toString();
        table.add(cells(List.of(SafeText.of(row.comm()), pid), row.figures(), seconds));
      }
      table.add(cells(List.of("total", ""), view.total(), seconds));
      lines.addAll(table.lines(columns));
      more(view.processes().size() - rows, lines);
    }
    if (tables != Tables.PROCESS) {
      TextTable table = table(Column.path("file", WHAT, LEAST_NAME), false);
      for (View.FileRow row : first(view.files(), rows)) {
        table.add(cells(List.of(name(row, view.place())), row.figures(), seconds));
      }
      table.add(cells(List.of("total"), view.total(), seconds));
      lines.addAll(table.lines(columns));
      more(view.files().size() - rows, lines);
    }
    lines.addAll(last);
    return lines;
  }

  private List<String> title(View.Place place, double seconds) {
    String title =
        String.format(
            Locale.ROOT,
            "%s: %s on %s, %.2f s, all figures a second",
            SafeText.of(place.path()),
            place.fileSystem(),
            place.device(),
            seconds);
    return Prose.wrap("", title, columns);
  }

  /// How many each table may have, where all of them have so many lines.
  private int rows(int lines) {
    int each = lines / (tables == Tables.BOTH ? 2 : 1) - FRAME;
    return Math.clamp(each, 1, MOST_ROWS);
  }

  private static <T> List<T> first(List<T> all, int most) {
    return all.subList(0, Math.min(most, all.size()));
  }

  private static void more(int left, List<String> lines) {
    if (left > 0) {
      lines.add("  and " + left + " more");
    }
  }

  private static TextTable table(Column what, boolean pids) {
    List<Column> columns = new ArrayList<>();
    columns.add(what);
    if (pids) {
      columns.add(Column.right("pid", 7));
    }
    columns.add(Column.right("writes", 8));
    columns.add(Column.right("bytes", 9));
    columns.add(Column.right("data", 6));
    columns.add(Column.right("journal", 5));
    columns.add(Column.right("meta", 4));
    columns.add(Column.right("ratio", 9));
    columns.add(Column.right("syncs", 3));
    columns.add(Column.right("flushes", 2));
    return new TextTable(columns);
  }

  private static String name(View.FileRow row, View.Place place) {
    String path = row.path();
    if (path == null) {
      return row.inode() == null ? "(no file)" : "inode " + row.inode();
    }
    if (path.equals(place.path())) {
      return ".";
    }
    String prefix = place.path().equals("/") ? "/" : place.path() + "/";
    return SafeText.of(path.startsWith(prefix) ? path.substring(prefix.length()) : path);
  }

  private static List<String> cells(List<String> first, View.Figures figures, double seconds) {
    List<String> cells = new ArrayList<>(first);
    cells.add(rate(figures.writes() / seconds));
    cells.add(rate(figures.bytes() / seconds));
    cells.add(rate(figures.dataBytes() / seconds));
    cells.add(rate(figures.journalBytes() / seconds));
    cells.add(rate(figures.metadataBytes() / seconds));
    cells.add(figures.ratio() == null ? "-" : rate(figures.ratio()));
    cells.add(rate(figures.syncs() / seconds));
    cells.add(rate(figures.flushes() / seconds));
    return cells;
  }

  private List<String> books(View view, double seconds) {
    View.Books books = view.books();
    Long counted = books.counterFlushes();
    String flushes =
        counted == null
            ? "flushes " + Words.number(books.issuedFlushes()) + ", which the kernel does not count"
            : "flushes "
                + Words.number(counted)
                + " and "
                + Words.number(books.issuedFlushes())
                + ", difference "
                + Words.number(counted - books.issuedFlushes());
    String line =
        "unattributed "
            + rate(view.unattributedBytes() / seconds)
            + ", other partitions "
            + rate(view.otherBytes() / seconds)
            + "; since the start "
            + view.place().device()
            + " counted "
            + Words.number(books.counterBytes())
            + " bytes, traced "
            + Words.number(books.issuedBytes())
            + ", difference "
            + Words.number(books.differenceBytes())
            + "; "
            + flushes
            + "; in flight "
            + books.inFlight();
    return Prose.wrap("  ", line, columns);
  }

  /// Three digits and a unit of thousands: `999`, `1.23K`, `45.6M`; below ten with a digit behind
  /// the point.
  static String rate(double value) {
    if (value < 9.95) {
      String text = String.format(Locale.ROOT, "%.1f", value);
      return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
    double scaled = value;
    int unit = -1;
    while (scaled >= 999.5 && unit < UNITS.length() - 1) {
      scaled /= 1000;
      unit++;
    }
    int digits = unit < 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", scaled)
        + (unit < 0 ? "" : UNITS.charAt(unit));
  }
}
