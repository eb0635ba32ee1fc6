package dev.iotrace.cli;

import dev.iotrace.matrix.CellKey;
import dev.iotrace.matrix.CellRunner;
import dev.iotrace.matrix.MatrixPlan;
import dev.iotrace.matrix.MatrixRun;
import dev.iotrace.report.Report.Outcome;
import dev.iotrace.report.Report.State;
import dev.iotrace.syscall.ErrnoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Measures every cell once in each round, but for those that have been measured before.
final class MatrixRounds {
  private final MatrixPlan plan;
  private final List<MatrixRun> runs;
  private final Consumer<MatrixRun> saving;
  private final Progress progress;

  /// @param before the runs that there are already
  /// @param saving told of each new one
  MatrixRounds(
      MatrixPlan plan, List<MatrixRun> before, Consumer<MatrixRun> saving, Progress progress) {
    this.plan = plan;
    this.runs = new ArrayList<>(before);
    this.saving = saving;
    this.progress = progress;
  }

  /// Goes through the rounds; a cell that fails does not keep the others from being measured.
  ///
  /// @return how it ended; a failure of a cell is that of the whole
  Outcome run(CellRunner runner) {
    List<CellKey> cells = plan.cells();
    RoundSchedule schedule = new RoundSchedule(cells.size(), plan.rounds(), plan.seed());
    if (runs.size() == cells.size() * plan.rounds()) {
      return outcome();
    }
    try {
      progress.tell("writing the file once, so that no cell pays for its room");
      if (!runner.prepare()) {
        return new Outcome(State.INTERRUPTED, "");
      }
      for (int round = 1; round <= plan.rounds(); round++) {
        for (int cell : schedule.order(round)) {
          if (!measure(runner, cells.get(cell - 1), round, schedule)) {
            return new Outcome(State.INTERRUPTED, "");
          }
        }
      }
    } catch (ErrnoException e) {
      return new Outcome(State.FAILED, String.valueOf(e.getMessage()));
    }
    return outcome();
  }

  /// False when the user ended it.
  private boolean measure(CellRunner runner, CellKey cell, int round, RoundSchedule schedule)
      throws ErrnoException {
    if (runs.stream().anyMatch(run -> run.isOf(cell) && run.throughput().round() == round)) {
      schedule.passed();
      return true;
    }
    progress.tell(
        String.format(
            Locale.ROOT,
            "round %d of %d: %s%s",
            round,
            plan.rounds(),
            cell.name(),
            schedule.left()));
    MatrixRun run = runner.run(cell, round);
    if (run.throughput().state() == State.INTERRUPTED) {
      return false;
    }
    saving.accept(run);
    runs.add(run);
    schedule.ran();
    return true;
  }

  private Outcome outcome() {
    return runs.stream()
        .filter(run -> run.throughput().state() == State.FAILED)
        .findFirst()
        .map(run -> new Outcome(State.FAILED, run.throughput().failure()))
        .orElse(new Outcome(State.COMPLETE, ""));
  }

  /// All runs, those from before among them.
  List<MatrixRun> runs() {
    return List.copyOf(runs);
  }
}
