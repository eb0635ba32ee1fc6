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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of `iotrace bench write` for people: its rounds, then what the median one was made
/// of. Plain text without colours; names are escaped.
public final class BenchText implements TextFormat<BenchResult> {
  private final int columns;

  /// @param columns width of the terminal, 80 when piped
  public BenchText(int columns) {
    this.columns = columns;
  }

  @Override
  public List<String> lines(BenchResult result) {
    List<String> lines = new ArrayList<>(Prose.wrap("", headline(result), columns));
    for (Cell cell : result.cells()) {
      lines.add("");
      lines.addAll(rounds(cell));
      lines.add("");
      lines.addAll(latencies(cell));
      lines.add("");
      add(lines, "on the device", device(cell));
    }
    lines.add("");
    add(lines, "observed with", "iotrace " + result.version() + ", no probes");
    add(lines, "kernel", Observed.host(result.host()));
    add(lines, "file system", Observed.fileSystem(result.target().fileSystem()));
    add(
        lines,
        "device",
        result.target().device().name() + ", " + Observed.deviceKind(result.target().device()));
    add(lines, "workload", Observed.options(result.workload()));
    return lines;
  }

  private void add(List<String> lines, String label, String text) {
    lines.addAll(Prose.wrap(label + " ".repeat(15 - label.length()), SafeText.of(text), columns));
  }

  private static String headline(BenchResult result) {
    String state = Figures.state(result.outcome());
    if (result.cells().isEmpty()) {
      return state + "no round was begun";
    }
    Cell cell = result.cells().getFirst();
    return state
        + cell.mode()
        + ", "
        + Words.count(cell.blockBytes(), "byte")
        + " a write, "
        + Words.of(cell.pattern())
        + engine(cell)
        + ": "
        + Figures.mbPerS(cell.mbPerS())
        + " MB/s"
        + (cell.closedMbPerS() == null
            ? ""
            : ", " + Figures.mbPerS(cell.closedMbPerS()) + " with the closing sync")
        + (cell.rounds().size() == 1 ? "" : ", the median of " + cell.rounds().size() + " rounds");
  }

  private static String engine(Cell cell) {
    boolean usual = cell.engine().equals(Engine.Synchronous.WORD);
    return usual ? "" : ", " + cell.engine() + " at depth " + cell.queueDepth();
  }

  private List<String> rounds(Cell cell) {
    TextTable table =
        new TextTable(
            List.of(
                Column.left("round", 9),
                Column.right("MB/s", 9),
                Column.right("bytes", 6),
                Column.right("writing", 5),
                Column.right("closing", 7),
                Column.right("MB/s closed", 8),
                Column.right("x device", 8),
                Column.right("flushes", 8)));
    for (Throughput round : cell.rounds()) {
      table.add(
          List.of(
              name(cell, round),
              Figures.mbPerS(round.mbPerS()),
              Words.number(round.bytes()),
              Figures.seconds(round.seconds()),
              Figures.seconds(round.closingSeconds()),
              Figures.mbPerS(round.closedMbPerS()),
              Figures.perByte(round.deviceBytes(), round.bytes()),
              round.flushes() == null ? Figures.NONE : Words.number(round.flushes())));
    }
    return table.lines(columns);
  }

  private static String name(Cell cell, Throughput round) {
    String state = round.state() == State.COMPLETE ? "" : " " + Words.of(round.state());
    boolean median = cell.rounds().size() > 1 && round.round() == cell.round();
    return (round.round() == 0 ? "warm-up" : round.round()) + (median ? " median" : "") + state;
  }

  private List<String> latencies(Cell cell) {
    TextTable table =
        new TextTable(
            List.of(
                Column.left("call", 9),
                Column.right("count", 4),
                Column.right("min", 3),
                Column.right("mean", 5),
                Column.right("p50", 8),
                Column.right("p90", 2),
                Column.right("p99", 7),
                Column.right("p99.9", 1),
                Column.right("max", 6)));
    Throughput median =
        cell.rounds().stream().filter(it -> it.round() == cell.round()).findFirst().orElseThrow();
    add(table, "write", median.calls(), cell.latencyNs());
    add(table, "sync", median.syncs(), cell.syncLatencyNs());
    return table.lines(columns);
  }

  private static void add(
      TextTable table, String call, long count, Latencies.@Nullable Summary latencies) {
    if (latencies != null) {
      table.add(
          List.of(
              call,
              Words.number(count),
              Figures.duration(latencies.min()),
              Figures.duration(latencies.mean()),
              Figures.duration(latencies.p50()),
              Figures.duration(latencies.p90()),
              Figures.duration(latencies.p99()),
              Figures.duration(latencies.p999()),
              Figures.duration(latencies.max())));
    }
  }

  private static String device(Cell cell) {
    return Words.count(cell.deviceBytes(), "byte")
        + " written"
        + (cell.flushes() == null ? "" : " and " + Words.count(cell.flushes(), "flush"))
        + "; when the last write returned, "
        + Words.count(cell.returnDeviceBytes(), "byte")
        + "; "
        + Words.count(cell.deviceReadBytes(), "byte")
        + " read";
  }
}
