package dev.iotrace.matrix;

import dev.iotrace.bench.Cell;
import dev.iotrace.report.Prose;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.TextFormat;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The matrix for people: a table for each family of flag sets, then what the figures rest on.
public final class MatrixText implements TextFormat<MatrixResult> {
  private final int columns;

  /// @param columns width of the terminal, 80 when piped
  public MatrixText(int columns) {
    this.columns = columns;
  }

  @Override
  public List<String> lines(MatrixResult result) {
    List<String> lines = new ArrayList<>(Prose.wrap("", headline(result), columns));
    Map<CellKey, Cell> cells = result.byKey();
    for (Durability durability : Durability.values()) {
      List<Access> accesses =
          result.plan().flagSets().stream()
              .filter(set -> set.durability() == durability)
              .map(FlagSet::access)
              .toList();
      if (!accesses.isEmpty()) {
        lines.add("");
        lines.addAll(
            new FamilyTable(durability, accesses).lines(result.plan().blockBytes(), cells));
      }
    }
    List<String> causes = new CauseTable(cells).lines(columns);
    if (!causes.isEmpty()) {
      lines.add("");
      lines.addAll(causes);
    }
    lines.add("");
    for (String note : MatrixNotes.of(result)) {
      lines.addAll(Prose.wrap("", note, columns));
    }
    lines.add("");
    lines.addAll(MatrixNotes.observed(result, columns));
    return lines;
  }

  private static String headline(MatrixResult result) {
    MatrixPlan plan = result.plan();
    String partial =
        result.document().outcome().state() == State.INTERRUPTED
            ? "INTERRUPTED: this matrix is partial; "
            : "";
    String rounds =
        plan.rounds() == 1
            ? "one round"
            : plan.rounds() + " rounds in shuffled order, of which the median is shown";
    return partial
        + Words.count(plan.flagSets().size(), "flag set")
        + " x "
        + Words.count(plan.blockBytes().size(), "block size")
        + ", "
        + rounds
        + "; a cell writes "
        + BlockSizes.name(plan.totalBytes())
        + " or for "
        + MatrixFigures.duration(plan.cellTime().toNanos());
  }
}
