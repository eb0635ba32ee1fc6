package dev.iotrace.matrix;

import dev.iotrace.bench.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The flag sets that differ in nothing but the access, side by side, a line for each block size.
/// 80 columns wide.
final class FamilyTable {
  private static final int NAME_WIDTH = 8;
  private static final int FIGURES_WIDTH = 24;

  private final Durability durability;
  private final List<Access> accesses;
  private final List<Column> columns;

  private record Column(String title, int width, Function<Cell, String> figure) {}

  /// @param accesses those measured
  FamilyTable(Durability durability, List<Access> accesses) {
    this.durability = durability;
    this.accesses = accesses;
    Column amplification = new Column("x", 5, MatrixFigures::amplification);
    Column p99 = new Column("p99", 6, MatrixFigures::p99);
    Column mbPerS = new Column("MB/s", 8, cell -> MatrixFigures.mbPerS(durability, cell));
    this.columns =
        durability == Durability.BUFFERED
            ? List.of(
                new Column("MB/s", 6, cell -> MatrixFigures.mbPerS(durability, cell)),
                new Column("synced", 7, MatrixFigures::closedMbPerS),
                p99,
                amplification)
            : List.of(
                mbPerS,
                p99,
                amplification,
                new Column("f", 5, cell -> MatrixFigures.flushesPerSync(durability, cell)));
  }

  /// Title, heads, and a line for each size.
  ///
  /// @param cells by what they are of
  List<String> lines(List<Long> blockBytes, Map<CellKey, Cell> cells) {
    List<String> lines = new ArrayList<>();
    lines.add(heads());
    StringBuilder titles = new StringBuilder(left("", NAME_WIDTH));
    accesses.forEach(
        _ -> columns.forEach(column -> titles.append(right(column.title, column.width))));
    lines.add(titles.toString().stripTrailing());
    for (long bytes : blockBytes) {
      StringBuilder line = new StringBuilder(left(BlockSizes.name(bytes), NAME_WIDTH));
      for (Access access : accesses) {
        Cell cell = cells.get(new CellKey(new FlagSet(durability, access), bytes));
        columns.forEach(column -> line.append(right(figure(column, cell), column.width)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String figure(Column column, @Nullable Cell cell) {
    return Optional.ofNullable(cell).map(column.figure).orElse("");
  }

  /// The name of the family, and above the figures of each what it adds to that.
  private String heads() {
    StringBuilder heads = new StringBuilder(durability.name());
    int end = NAME_WIDTH;
    for (Access access : accesses) {
      end += FIGURES_WIDTH;
      heads.append(right(head(access), end - heads.length()));
    }
    return heads.toString();
  }

  private String head(Access access) {
    return switch (access) {
      case PLAIN -> "plain";
      case ALIGNED -> "+" + access.word();
      case DIRECT -> (durability == Durability.BUFFERED ? "" : "+") + access.word();
    };
  }

  private static String left(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }

  private static String right(String text, int width) {
    return String.format(Locale.ROOT, " %" + (width - 1) + "s", text);
  }
}
