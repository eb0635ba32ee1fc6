package dev.iotrace.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A table of plain text that fits a width: first the gaps shrink, then the elastic columns, then
/// the least important columns go.
public final class TextTable {
  private static final String INDENT = "  ";

  /// What stands in a column.
  public enum Kind {
    /// To the right.
    NUMBER,
    /// Cut short at the end.
    WORDS,
    /// Cut short in the middle: beginning and end tell files apart.
    PATH
  }

  /// How a column gives way.
  ///
  /// @param importance the lowest goes first
  /// @param leastWidth characters that must stay when the column is cut short
  public record Column(String title, Kind kind, int importance, int leastWidth) {
    /// Numbers: never cut short.
    public static Column right(String title, int importance) {
      return new Column(title, Kind.NUMBER, importance, Integer.MAX_VALUE);
    }

    /// Words: never cut short.
    public static Column left(String title, int importance) {
      return new Column(title, Kind.WORDS, importance, Integer.MAX_VALUE);
    }

    /// Words that may be cut short.
    public static Column elastic(String title, int importance, int leastWidth) {
      return new Column(title, Kind.WORDS, importance, leastWidth);
    }

    /// Paths that may be cut short.
    public static Column path(String title, int importance, int leastWidth) {
      return new Column(title, Kind.PATH, importance, leastWidth);
    }
  }

  private static final String CUT = "...";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /// An empty one.
  public TextTable(List<Column> columns) {
    this.columns = columns;
    rows.add(columns.stream().map(Column::title).toList());
  }

  /// Adds a row, a cell for each column.
  public void add(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells in " + columns.size() + " columns");
    }
    rows.add(cells);
  }

  /// The title line, then one line for each row.
  public List<String> lines(int width) {
    int[] widths = new int[columns.size()];
    List<Integer> shown = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      widths[column] = widest(column);
      shown.add(column);
    }
    int gap = total(shown, widths, 2) <= width ? 2 : 1;
    while (total(shown, widths, gap) > width && shown.size() > 1) {
      if (!shrink(shown, widths, total(shown, widths, gap) - width)) {
        leastImportant(shown).ifPresent(shown::remove);
      }
    }
    return rows.stream().map(row -> line(row, shown, widths, " ".repeat(gap))).toList();
  }

  private int widest(int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int total(List<Integer> shown, int[] widths, int gap) {
    int cells = shown.stream().mapToInt(column -> widths[column]).sum();
    return INDENT.length() + cells + gap * (shown.size() - 1);
  }

  /// Takes up to `excess` from the elastic columns; false when there is nothing left to take.
  private boolean shrink(List<Integer> shown, int[] widths, int excess) {
    int left = excess;
    for (int column : shown) {
      int spare = Math.max(0, widths[column] - columns.get(column).leastWidth());
      int taken = Math.min(spare, left);
      widths[column] -= taken;
      left -= taken;
    }
    return left < excess;
  }

  private Optional<Integer> leastImportant(List<Integer> shown) {
    return shown.stream().min(Comparator.comparingInt(column -> columns.get(column).importance()));
  }

  private String line(List<String> row, List<Integer> shown, int[] widths, String gap) {
    StringBuilder line = new StringBuilder(INDENT);
    for (int column : shown) {
      line.append(line.length() == INDENT.length() ? "" : gap);
      line.append(cell(row.get(column), widths[column], columns.get(column).kind()));
    }
    return line.toString().stripTrailing();
  }

  private static String cell(String text, int width, Kind kind) {
    int excess = length(text) - width;
    if (excess > 0) {
      return kind == Kind.PATH ? withoutMiddle(text, width) : beginning(text, width - 1) + '~';
    }
    String fill = " ".repeat(-excess);
    return kind == Kind.NUMBER ? fill + text : text + fill;
  }

  private static String withoutMiddle(String text, int width) {
    int kept = Math.max(0, width - CUT.length());
    int first = kept / 3; // what is at the end says more
    int end = text.offsetByCodePoints(text.length(), first - kept);
    return beginning(text, first) + CUT + text.substring(end);
  }

  private static String beginning(String text, int length) {
    return text.substring(0, text.offsetByCodePoints(0, length));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
