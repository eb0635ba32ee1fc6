package dev.iotrace.compare;

import dev.iotrace.compare.CellTable.Entry;
import dev.iotrace.correlate.Cause;
import dev.iotrace.report.Prose;
import dev.iotrace.report.TextFormat;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The comparison for people: what each cell cost and when it was safe, then why, then what the
/// figures rest on. Plain text without colours; names are escaped.
public final class ComparisonText implements TextFormat<Comparison> {
  private static final List<Column> FIGURES =
      List.of(
          Column.right("at return", 8),
          Column.right("settled", 9),
          Column.right("x", 7),
          Column.right("flushes", 5),
          Column.right("requests", 4),
          Column.right("returned", 3),
          Column.right("durable", 6));

  private final int columns;

  /// @param columns width of the terminal, 80 when piped
  public ComparisonText(int columns) {
    this.columns = columns;
  }

  @Override
  public List<String> lines(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Prose.wrap("", headline(comparison), columns));
    Prose.addSection(lines, "", table(comparison));
    Prose.addSection(lines, "by cause, in bytes written", causes(comparison));
    Prose.addSection(lines, "", ComparisonNotes.lines(comparison, columns));
    Prose.addSection(lines, "", ComparisonNotes.observed(comparison, columns));
    return lines;
  }

  private static String headline(Comparison comparison) {
    int rounds = comparison.plan().repetitions();
    String each = Words.count(comparison.cells().size(), "cell");
    return (comparison.interrupted() ? "INTERRUPTED: this table is partial; " : "")
        + (rounds == 1
            ? each + ", one run each"
            : each
                + ", "
                + Words.count(rounds, "run")
                + " each, in rounds: the median, and min and max where runs differ");
  }

  private List<String> table(Comparison comparison) {
    CellTable table = new CellTable(FIGURES);
    for (Cell cell : comparison.cells()) {
      Summary figures = cell.figures();
      table.add(cell.name(), figures == null ? missing(FIGURES.size()) : figures(cell, figures));
    }
    return table.lines(columns);
  }

  private static List<Entry> figures(Cell cell, Summary figures) {
    String bound = bound(cell.exact());
    String settledBound = bound(cell.exact() && cell.settled());
    return List.of(
        entry(figures.atReturnBytes(), bound, Words::number),
        entry(figures.settledBytes(), settledBound, Words::number),
        ratio(figures, cell.exact() && cell.settled()),
        entry(figures.flushes(), settledBound, Words::number),
        entry(figures.requests(), settledBound, Words::number),
        entry(figures.returnedAfterNs(), "", Words::duration),
        entry(figures.durableAfterNs(), "", Words::duration));
  }

  private List<String> causes(Comparison comparison) {
    List<Cause> written =
        Arrays.stream(Cause.values())
            .filter(cause -> any(comparison, figures -> figures.of(cause)))
            .toList();
    boolean unattributed = any(comparison, Summary::unattributedBytes);
    List<Column> heads = new ArrayList<>();
    written.forEach(cause -> heads.add(Column.right(cause.word(), -heads.size())));
    if (unattributed) {
      heads.add(Column.right("unattributed", 1));
    }
    if (heads.isEmpty()) {
      return List.of();
    }
    CellTable table = new CellTable(heads);
    for (Cell cell : comparison.cells()) {
      Summary figures = cell.figures();
      if (figures == null) {
        table.add(cell.name(), missing(heads.size()));
        continue;
      }
      List<Entry> row = new ArrayList<>();
      written.forEach(cause -> row.add(entry(figures.of(cause), "", Words::number)));
      if (unattributed) {
        row.add(entry(figures.unattributedBytes(), "", Words::number));
      }
      table.add(cell.name(), row);
    }
    return table.lines(columns);
  }

  private static boolean any(Comparison comparison, Function<Summary, Spread> figure) {
    for (Cell cell : comparison.cells()) {
      Summary figures = cell.figures();
      if (figures != null && figure.apply(figures).max() > 0) {
        return true;
      }
    }
    return false;
  }

  private static List<Entry> missing(int figures) {
    return Collections.nCopies(figures, Entry.NONE);
  }

  private static String bound(boolean exact) {
    return exact ? "" : ">= ";
  }

  private static Entry ratio(Summary figures, boolean exact) {
    Double ratio = figures.amplificationRatio();
    return ratio == null
        ? Entry.NONE
        : new Entry(Words.ratio(ratio, exact).replace(" x", ""), "", "");
  }

  private static Entry entry(@Nullable Spread spread, String bound, LongFunction<String> words) {
    if (spread == null) {
      return Entry.NONE;
    }
    String median = bound + words.apply(spread.median());
    return spread.single()
        ? new Entry(median, "", "")
        : new Entry(median, words.apply(spread.min()), words.apply(spread.max()));
  }
}
