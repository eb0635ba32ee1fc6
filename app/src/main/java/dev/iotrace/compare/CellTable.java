package dev.iotrace.compare;

import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A table with the median of each cell, and below it the least and the greatest of the figures in
/// which its runs differ. Where names do not fit beside the figures, they stand above them.
final class CellTable {
  private static final String MEDIAN = "  median";
  private static final String MIN = "  min";
  private static final String MAX = "  max";

  private final List<TextTable.Column> columns;
  private final List<String> names = new ArrayList<>();
  private final List<List<Entry>> rows = new ArrayList<>();

  /// A figure of a cell, as text; the second and third are empty where all runs agree.
  record Entry(String median, String min, String max) {
    static final Entry NONE = new Entry("-", "", "");
  }

  CellTable(List<TextTable.Column> columns) {
    this.columns =
        Stream.concat(Stream.of(TextTable.Column.left("cell", Integer.MAX_VALUE)), columns.stream())
            .toList();
  }

  void add(String name, List<Entry> figures) {
    names.add(SafeText.of(name));
    rows.add(figures);
  }

  List<String> lines(int width) {
    List<String> beside = table(true).lines(width);
    if (beside.stream().allMatch(line -> line.length() <= width) && whole(beside)) {
      return beside;
    }
    List<String> below = table(false).lines(width);
    List<String> lines = new ArrayList<>(List.of(below.getFirst()));
    int next = 1;
    for (int cell = 0; cell < names.size(); cell++) {
      int height = height(rows.get(cell));
      lines.addAll(Prose.wrap("  ", names.get(cell), width));
      lines.addAll(below.subList(next, next + height));
      next += height;
    }
    return lines;
  }

  /// Whether no column had to go.
  private boolean whole(List<String> lines) {
    return columns.stream().allMatch(column -> lines.getFirst().contains(column.title()));
  }

  /// @param beside whether names stand beside their figures
  private TextTable table(boolean beside) {
    TextTable table = new TextTable(columns);
    for (int cell = 0; cell < names.size(); cell++) {
      List<Entry> row = rows.get(cell);
      boolean several = height(row) > 1;
      String median = several ? MEDIAN : "";
      table.add(cells(beside ? names.get(cell) : median, row.stream().map(Entry::median)));
      if (several) {
        table.add(cells(MIN, row.stream().map(Entry::min)));
        table.add(cells(MAX, row.stream().map(Entry::max)));
      }
    }
    return table;
  }

  private static int height(List<Entry> row) {
    return row.stream().allMatch(it -> it.min().isEmpty()) ? 1 : 3;
  }

  private static List<String> cells(String head, Stream<String> figures) {
    return Stream.concat(Stream.of(head), figures).toList();
  }
}
