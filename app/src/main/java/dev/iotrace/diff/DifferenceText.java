package dev.iotrace.diff;

import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.TextFormat;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import dev.iotrace.saved.Figure.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The difference for people. Plain text without colours; names are escaped.
public final class DifferenceText implements TextFormat<Difference> {
  private static final int NAME_WIDTH = 20;

  /// From here on a change is told as a factor.
  private static final double FACTOR_FROM = 9;

  private final int columns;

  /// @param columns width of the terminal, 80 when piped
  public DifferenceText(int columns) {
    this.columns = columns;
  }

  @Override
  public List<String> lines(Difference difference) {
    List<String> lines = new ArrayList<>();
    lines.addAll(side("A: ", difference.a()));
    lines.addAll(side("B: ", difference.b()));
    if (!difference.settings().isEmpty()) {
      lines.add("");
      lines.add("not the same experiment");
      for (Difference.SettingChange each : difference.settings()) {
        String words =
            each.name() + ": " + quoted(each.a()) + " in A, " + quoted(each.b()) + " in B";
        lines.addAll(Prose.wrap("  ", SafeText.of(words), columns));
      }
    }
    addTable(lines, "", difference.figures());
    addSums(lines, "cause", difference.byCause());
    addSums(lines, "file", difference.byFile());
    if (!difference.caveats().isEmpty()) {
      lines.add("");
      for (String caveat : difference.caveats()) {
        lines.addAll(Prose.wrap("note: ", SafeText.of(caveat), columns));
      }
    }
    return lines;
  }

  private List<String> side(String first, Difference.Side side) {
    String files =
        side.files().size() == 1
            ? side.files().getFirst()
            : Words.count(side.files().size(), "run") + ", " + side.files().getFirst() + " ...";
    return Prose.wrap(first, SafeText.of(files), columns);
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "none" : "'" + value + "'";
  }

  private void addSums(List<String> lines, String of, List<Change> changes) {
    String title = "bytes written to the device, by " + of;
    addTable(lines, title, changes.stream().filter(change -> !change.nothing()).toList());
  }

  private void addTable(List<String> lines, String title, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    boolean tested = changes.stream().anyMatch(change -> change.pValue() != null);
    List<Column> heads = new ArrayList<>();
    heads.add(Column.elastic("", 9, NAME_WIDTH));
    heads.add(Column.right("A", 8));
    heads.add(Column.right("B", 8));
    heads.add(Column.right("B - A", 7));
    heads.add(Column.right("change", 6));
    if (tested) {
      heads.add(Column.right("p", 5));
    }
    TextTable table = new TextTable(heads);
    for (Change change : changes) {
      table.add(row(change, tested));
    }
    lines.add("");
    if (!title.isEmpty()) {
      lines.add(title);
    }
    lines.addAll(table.lines(columns));
  }

  private static List<String> row(Change change, boolean tested) {
    List<String> cells = new ArrayList<>();
    cells.add(SafeText.of(change.name()));
    cells.add(value(change.unit(), change.a()));
    cells.add(value(change.unit(), change.b()));
    if (change.same()) {
      cells.add("same");
      cells.add("");
    } else if (change.shown()) {
      cells.add(difference(change));
      cells.add(ratio(change));
    } else {
      cells.add("~");
      cells.add("");
    }
    if (tested) {
      Double p = change.pValue();
      cells.add(p == null ? "-" : String.format(Locale.ROOT, "%.3f", p));
    }
    return cells;
  }

  private static String value(Unit unit, @Nullable Sample sample) {
    return sample == null ? "-" : words(unit, sample.median());
  }

  private static String difference(Change change) {
    Double difference = change.difference();
    if (difference == null) {
      return "-";
    }
    return (difference > 0 ? "+" : "") + words(change.unit(), difference);
  }

  private static String ratio(Change change) {
    Double ratio = change.changeRatio();
    if (ratio == null) {
      return "-";
    }
    return ratio < FACTOR_FROM
        ? String.format(Locale.ROOT, "%+.1f %%", ratio * 100)
        : "to " + Words.ratio(ratio + 1, true);
  }

  private static String words(Unit unit, double value) {
    return switch (unit) {
      case COUNT, BYTES -> Words.number(Math.round(value));
      case RATIO -> Words.ratio(value, true);
      case NANOSECONDS -> Words.duration(Math.round(value));
    };
  }
}
