package dev.iotrace.bench;

import dev.iotrace.report.Observed;
import dev.iotrace.report.Prose;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.TextFormat;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The result of `iotrace bench copy` for people: a line for each strategy, the fastest first.
public final class CopyTable implements TextFormat<BenchResult> {
  private static final double MB = 1e6;
  private static final double PER_CENT = 100;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final int columns;

  /// @param columns width of the terminal, 80 when piped
  public CopyTable(int columns) {
    this.columns = columns;
  }

  @Override
  public List<String> lines(BenchResult result) {
    List<Cell> timed =
        result.cells().stream()
            .filter(it -> it.rounds().stream().anyMatch(Throughput::complete))
            .sorted(Comparator.comparingDouble(Cell::seconds))
            .toList();
    List<String> lines = new ArrayList<>(Prose.wrap("", headline(result, timed), columns));
    if (!timed.isEmpty()) {
      lines.add("");
      lines.addAll(table(timed));
    }
    lines.add("");
    for (Cell cell : result.cells()) {
      if (!timed.contains(cell)) {
        add(lines, Objects.requireNonNull(cell.strategy()), cell.rounds().getLast().failure());
      }
    }
    add(lines, "source cache", result.workload().getOrDefault("cache_found", ""));
    add(lines, "compared", compared(result));
    add(lines, "observed with", "iotrace " + result.version() + ", no probes");
    add(lines, "kernel", Observed.host(result.host()));
    add(lines, "file system", Observed.fileSystem(result.target().fileSystem()));
    add(lines, "device", String.join(" on ", result.target().device().stack()));
    add(lines, "workload", options(result.workload()));
    return lines;
  }

  private void add(List<String> lines, String label, String text) {
    if (!text.isEmpty()) {
      String head = label + " ".repeat(Math.max(1, 16 - label.length()));
      lines.addAll(Prose.wrap(head, SafeText.of(text), columns));
    }
  }

  private static String headline(BenchResult result, List<Cell> timed) {
    String state = Figures.state(result.outcome());
    String bytes = result.workload().getOrDefault("bytes", "0");
    return state
        + Words.count(Long.parseLong(bytes), "byte")
        + " copied by "
        + timed.size()
        + " strategies, "
        + result.workload().getOrDefault("rounds", "?")
        + " rounds in shuffled order, source "
        + (Objects.equals(result.workload().get("cache"), "cold") ? "not cached" : "cached");
  }

  private List<String> table(List<Cell> timed) {
    TextTable table =
        new TextTable(
            List.of(
                Column.left("strategy", 9),
                Column.right("best ms", 7),
                Column.right("median", 9),
                Column.right("worst", 6),
                Column.right("+ %", 8),
                Column.right("MB/s", 3),
                Column.right("MB out", 4),
                Column.right("fsync", 5),
                Column.right("in all", 8),
                Column.right("read", 2)));
    double best = timed.getFirst().seconds();
    for (Cell cell : timed) {
      table.add(
          List.of(
              Objects.requireNonNull(cell.strategy()),
              millis(fastest(cell)),
              millis(cell.seconds()),
              millis(slowest(cell)),
              best == 0
                  ? "-"
                  : String.format(Locale.ROOT, "%,.0f", PER_CENT * (cell.seconds() / best - 1)),
              String.format(Locale.ROOT, "%,.0f", cell.mbPerS()),
              megabytes(cell.returnDeviceBytes()),
              millis(cell.closingSeconds()),
              megabytes(cell.deviceBytes()),
              megabytes(cell.deviceReadBytes())));
    }
    return table.lines(columns);
  }

  private static double fastest(Cell cell) {
    return complete(cell).stream().mapToDouble(Throughput::seconds).min().orElse(0);
  }

  private static double slowest(Cell cell) {
    return complete(cell).stream().mapToDouble(Throughput::seconds).max().orElse(0);
  }

  private static List<Throughput> complete(Cell cell) {
    return cell.rounds().stream().filter(Throughput::complete).toList();
  }

  private static String compared(BenchResult result) {
    if (!Objects.equals(result.workload().get("verify"), "true")) {
      return "no";
    }
    boolean equal = result.outcome().state() != State.FAILED;
    return equal ? "every copy was equal to the source, byte by byte" : "";
  }

  private static String options(Map<String, String> workload) {
    return workload.entrySet().stream()
        .filter(it -> !it.getKey().equals("cache_found"))
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  /// Milliseconds: two decimals where a copy takes less than ten of them.
  private static String millis(@Nullable Double seconds) {
    if (seconds == null) {
      return "-";
    }
    double millis = seconds * MILLIS_PER_SECOND;
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%,.0f", millis);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / MB);
  }
}
