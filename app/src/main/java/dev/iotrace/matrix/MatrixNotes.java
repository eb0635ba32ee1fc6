package dev.iotrace.matrix;

import dev.iotrace.bench.BenchResult;
import dev.iotrace.bench.Cell;
import dev.iotrace.bench.Throughput;
import dev.iotrace.report.Observed;
import dev.iotrace.report.Prose;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.Target;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;

/// What the figures of a matrix mean and rest on, in sentences.
final class MatrixNotes {
  private MatrixNotes() {}

  static List<String> of(MatrixResult result) {
    List<String> notes = new ArrayList<>();
    Map<CellKey, Cell> cells = result.byKey();
    if (has(result, Durability.BUFFERED)) {
      notes.add(
          "synced: MB/s with the fdatasync that had to follow until the bytes were safe; MB/s"
              + " alone is how fast they were taken.");
    }
    notes.add(
        "p99: of the sync where each write has one, else of the write. x: bytes that the device"
            + " wrote for each byte written, until the last sync returned; what goes home later"
            + " is not in it. f: flushes that the device completed for each sync, or for each"
            + " write where the open flag syncs. Both are from the device's counters, so they"
            + " include what others did there.");
    notes.add(
        "The file had its room and was written once before; each cell began with all of it on the"
            + " device and none of it in the page cache.");
    if (cells.values().stream().anyMatch(cell -> cell.traced() != null)) {
      notes.add(
          "traced: a few writes of each kind made afterwards under probes, which cost the other"
              + " figures nothing; bytes by cause for each byte written, until all was home.");
    }
    long cut = cells.entrySet().stream().filter(cell -> cut(result.plan(), cell)).count();
    if (cut > 0) {
      notes.add(
          Words.count(cut, "cell")
              + " wrote less than "
              + BlockSizes.name(result.plan().totalBytes())
              + ", as the time was up.");
    }
    addSpread(cells, notes);
    cells.forEach((key, cell) -> addFailures(key, cell, notes));
    return notes;
  }

  private static boolean has(MatrixResult result, Durability durability) {
    return result.plan().flagSets().stream().anyMatch(set -> set.durability() == durability);
  }

  private static boolean cut(MatrixPlan plan, Map.Entry<CellKey, Cell> entry) {
    long block = entry.getKey().blockBytes();
    return entry.getValue().bytes() < plan.totalBytes() / block * block;
  }

  /// How far the rounds of a cell lie apart: what a difference between cells must exceed.
  private static void addSpread(Map<CellKey, Cell> cells, List<String> notes) {
    List<Double> spreads =
        cells.entrySet().stream()
            .filter(cell -> cell.getValue().rounds().size() > 1)
            .map(cell -> spread(cell.getKey().flagSet().durability(), cell.getValue()))
            .sorted()
            .toList();
    if (!spreads.isEmpty()) {
      notes.add(
          "The fastest round of a cell lies above its slowest by "
              + Words.percent(spreads.get(spreads.size() / 2))
              + " in the median of all cells, by "
              + Words.percent(spreads.getLast())
              + " at most.");
    }
  }

  private static double spread(Durability durability, Cell cell) {
    DoubleSummaryStatistics speeds =
        cell.rounds().stream().mapToDouble(MatrixResult.speed(durability)).summaryStatistics();
    return speeds.getMin() <= 0 ? 0 : speeds.getMax() / speeds.getMin() - 1;
  }

  private static void addFailures(CellKey key, Cell cell, List<String> notes) {
    cell.rounds().stream()
        .filter(round -> round.state() == State.FAILED)
        .findFirst()
        .map(Throughput::failure)
        .ifPresent(failure -> notes.add(key.name() + " failed: " + SafeText.of(failure)));
  }

  /// With what, and on what, the figures were observed.
  static List<String> observed(MatrixResult result, int columns) {
    BenchResult document = result.document();
    Target target = document.target();
    List<String> lines = new ArrayList<>();
    boolean traced = document.cells().stream().anyMatch(cell -> cell.traced() != null);
    String probes = traced ? "probes for what is called traced alone" : "no probes";
    add(lines, "observed with  ", "iotrace " + document.version() + ", " + probes, columns);
    add(lines, "kernel         ", Observed.host(document.host()), columns);
    if (!target.fileSystem().type().isEmpty()) {
      add(lines, "file system    ", Observed.fileSystem(target.fileSystem()), columns);
    }
    String stack = String.join(", on ", target.device().stack());
    add(lines, "device         ", stack + "; " + Observed.deviceKind(target.device()), columns);
    return lines;
  }

  private static void add(List<String> lines, String label, String text, int columns) {
    lines.addAll(Prose.wrap(label, SafeText.of(text), columns));
  }
}
