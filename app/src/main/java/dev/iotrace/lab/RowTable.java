package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A table whose columns know what stands in them: a row for each run, step or block.
final class RowTable<R> {
  private final List<Column> columns = new ArrayList<>();
  private final List<Function<R, String>> cells = new ArrayList<>();

  /// Runs or steps and what they wrote: the columns that both have.
  ///
  /// @param title of the column of their names
  static <C extends Costs> RowTable<C> ofCosts(String title) {
    return new RowTable<C>()
        .column(Column.elastic(title, 9, 16), Costs::name)
        .number("data", 8, it -> it.bytes(Cause.DATA))
        .number("journal", 7, it -> it.bytes(Cause.JOURNAL))
        .number("superblock", 3, it -> it.bytes(Cause.SUPERBLOCK))
        .number("metadata", 4, it -> it.bytes(Cause.METADATA))
        .number("in all", 6, Costs::total)
        .number("flushes", 5, Costs::flushes);
  }

  RowTable<R> column(Column column, Function<R, String> cell) {
    columns.add(column);
    cells.add(cell);
    return this;
  }

  /// @param importance the column of the lowest goes first where there is no room
  RowTable<R> number(String title, int importance, ToLongFunction<R> cell) {
    return column(Column.right(title, importance), it -> Words.number(cell.applyAsLong(it)));
  }

  List<String> lines(List<R> rows, int width) {
    TextTable table = new TextTable(columns);
    rows.forEach(row -> table.add(cells.stream().map(cell -> cell.apply(row)).toList()));
    return table.lines(width);
  }
}
