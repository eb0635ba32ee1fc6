package dev.iotrace.machine;

import java.util.ArrayList;
import java.util.List;

/// What a machine is to do, in the words of `machines/run.sh`.
///
/// @param suite where
/// @param cells the first of them shows every way to see calls, too
record Plan(Suite suite, List<Cell> cells) {
  String text() {
    List<String> lines = new ArrayList<>();
    for (Cell cell : cells) {
      lines.add("cell " + cell.words());
      for (Experiment experiment : experiments(cell)) {
        lines.add("write " + cell.file(experiment.word) + " " + experiment.options());
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
