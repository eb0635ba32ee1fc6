package dev.iotrace.matrix;

import dev.iotrace.bench.BenchResult;
import dev.iotrace.bench.Cell;
import dev.iotrace.bench.Setting;
import dev.iotrace.bench.Throughput;
import dev.iotrace.bench.Traced;
import dev.iotrace.workload.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What a matrix came to: the document, and which of its cells is which.
///
/// @param document the cells that have a run, in the order of the plan
public record MatrixResult(MatrixPlan plan, BenchResult document) {
  /// The word of the matrix in the document.
  public static final String BENCH = "matrix";

  /// The cells of the runs that there are, each the median of its rounds.
  ///
  /// @param traces what the cells' writes cause, as far as that is known
  public static List<Cell> cells(
      MatrixPlan plan, List<MatrixRun> runs, Map<CellKey, Traced> traces) {
    List<Cell> cells = new ArrayList<>();
    for (CellKey key : plan.cells()) {
      List<Throughput> rounds =
          runs.stream().filter(run -> run.isOf(key)).map(MatrixRun::throughput).toList();
      if (!rounds.isEmpty()) {
        Setting setting = Setting.sync(key.flagSet().name(), Pattern.SEQ, key.blockBytes());
        Cell cell = Cell.of(setting, rounds, speed(key.flagSet().durability()));
        Traced traced = traces.get(key);
        cells.add(traced == null ? cell : cell.with(traced));
      }
    }
    return cells;
  }

  /// What is compared, in MB/s: an amortized sync is a part of the work.
  static ToDoubleFunction<Throughput> speed(Durability durability) {
    return round -> {
      Double closed = durability.closingCounts() ? round.closedMbPerS() : null;
      return closed == null ? round.mbPerS() : closed;
    };
  }

  /// The document's cells by what they are of.
  Map<CellKey, Cell> byKey() {
    Map<CellKey, Cell> byKey = new LinkedHashMap<>();
    for (CellKey key : plan.cells()) {
      document.cells().stream()
          .filter(cell -> cell.mode().equals(key.flagSet().name()))
          .filter(cell -> cell.blockBytes() == key.blockBytes())
          .forEach(cell -> byKey.put(key, cell));
    }
    return byKey;
  }
}
