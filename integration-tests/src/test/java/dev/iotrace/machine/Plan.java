package dev.iotrace.machine;

import java.util.ArrayList;
import java.util.List;

/// What a machine is to do, in the words of `machines/run.sh`.
///
/// @param suite where
/// @param cells the first of them shows every way to see calls, too
record Plan(Suite suite, List<Cell> cells) {
  /// A benchmark on whole disks: each of 23 writes over blocks that are there is to be safe when it
  /// returns.
  static final String DSYNC = "dsync";

  private static final String DSYNC_OPTIONS =
      "--open-flags direct,dsync --block 4096 --total 94208 --rounds 1 --closing none";

  String text() {
    List<String> lines = new ArrayList<>();
    for (Cell cell : cells) {
      lines.add("cell " + cell.words());
      for (Experiment experiment : experiments(cell)) {
        lines.add("write " + cell.file(experiment.word) + " " + experiment.options());
      }
      if (cell.layer() == Cell.Layer.WHOLE) {
        lines.add("bench " + cell.file(DSYNC) + " " + DSYNC_OPTIONS);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  List<Experiment> experiments(Cell cell) {
    List<Experiment> all = new ArrayList<>(Experiment.EVERYWHERE);
    if (cell.equals(cells.getFirst())) {
      all.addAll(Experiment.probes(suite));
    }
    return all;
  }

  int experiments() {
    return cells.stream().mapToInt(cell -> experiments(cell).size()).sum();
  }
}
