package dev.iotrace.matrix;

import dev.iotrace.bench.Cell;
import dev.iotrace.bench.Traced;
import dev.iotrace.correlate.Cause;
import dev.iotrace.report.Books.Verdict;
import dev.iotrace.report.Report.CauseSum;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the traced cells caused: bytes to the device for each byte written, by cause.
final class CauseTable {
  private final Map<CellKey, Cell> cells;
  private final List<Cause> causes;

  CauseTable(Map<CellKey, Cell> cells) {
    this.cells = cells;
    this.causes =
        Arrays.stream(Cause.values())
            .filter(cause -> cells.values().stream().anyMatch(cell -> bytes(cell, cause) > 0))
            .toList();
  }

  /// A line for each cell that was traced; none where none was.
  List<String> lines(int columns) {
    List<Column> heads = new ArrayList<>(List.of(Column.left("traced", Integer.MAX_VALUE)));
    heads.add(Column.right("writes", 1));
    causes.forEach(cause -> heads.add(Column.right(cause.word(), 2)));
    heads.add(Column.right("flushes", 2));
    heads.add(Column.left("books", 3));
    TextTable table = new TextTable(heads);
    cells.forEach(
        (key, cell) -> {
          Traced traced = cell.traced();
          if (traced != null) {
            table.add(row(key, cell, traced));
          }
        });
    List<String> lines = table.lines(columns);
    return lines.size() == 1 ? List.of() : lines;
  }

  private List<String> row(CellKey key, Cell cell, Traced traced) {
    List<String> row = new ArrayList<>(List.of(key.name(), Long.toString(traced.writes())));
    for (Cause cause : causes) {
      row.add(MatrixFigures.figure((double) bytes(cell, cause) / traced.bytes()));
    }
    row.add(Long.toString(traced.flushes()));
    row.add(traced.verdict() == Verdict.CLOSED ? "closed" : "open");
    return row;
  }

  private static long bytes(Cell cell, Cause cause) {
    return cell.traced() == null
        ? 0
        : Objects.requireNonNull(cell.traced()).byCause().stream()
            .filter(sum -> sum.cause() == cause)
            .mapToLong(CauseSum::deviceBytes)
            .sum();
  }
}
