package dev.iotrace.compare;

import dev.iotrace.compare.RunEntry.Ending;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Why the figures of a cell are not all that was asked for, one sentence each.
final class CellCaveats {
  private final List<String> sentences = new ArrayList<>();

  private CellCaveats() {}

  /// @param runs all of the cell
  /// @param counted those whose figures are shown
  /// @param figures null when no run counts
  static List<String> of(List<RunEntry> runs, List<RunEntry> counted, @Nullable Summary figures) {
    CellCaveats caveats = new CellCaveats();
    caveats.add(runs, run -> run.ending() == Ending.REFUSED, "not begun", RunEntry::failure);
    caveats.add(runs, run -> run.ending() == Ending.FAILED, "failed", RunEntry::failure);
    caveats.add(runs, run -> run.ending() == Ending.INTERRUPTED, "interrupted", _ -> "");
    caveats.add(
        runs,
        run -> run.ending() == Ending.COMPLETE && !counted.contains(run),
        "not counted",
        CellCaveats::unsound);
    caveats.add(counted, run -> !run.closed(), "with open books", CellCaveats::unsound);
    boolean blind = counted.stream().anyMatch(run -> run.notDurable().equals(RunEntry.BLIND));
    if (blind) {
      caveats.sentences.add(
          RunEntry.BLIND + ": block totals are right, causes are unknown, and so is durable");
    } else {
      caveats.add(counted, run -> !run.notDurable().isEmpty(), "not durable", RunEntry::notDurable);
    }
    if (figures != null && figures.unattributedBytes().max() > 0) {
      caveats.sentences.add(unattributed(figures.unattributedBytes()));
    }
    caveats.add(
        counted,
        run -> !run.settled(),
        "not settled",
        run ->
            run.settledHow().equals("none")
                ? "the trace ended at return, as asked: more may have followed"
                : "the trace ended before everything had reached its place");
    return List.copyOf(caveats.sentences);
  }

  private static String unsound(RunEntry run) {
    return run.closed()
        ? "the trace ended before everything had reached its place"
        : String.join(", ", run.open());
  }

  private static String unattributed(Spread bytes) {
    String range = bytes.single() ? "" : Words.number(bytes.min()) + " to ";
    return range
        + Words.count(bytes.max(), "byte")
        + " could not be linked to anybody, so they may be ours";
  }

  /// Tells how many these are, and the reason of the first.
  private void add(
      List<RunEntry> all, Predicate<RunEntry> which, String what, Function<RunEntry, String> why) {
    List<RunEntry> some = all.stream().filter(which).toList();
    if (some.isEmpty()) {
      return;
    }
    String number =
        some.size() == all.size()
            ? ""
            : Words.number(some.size()) + " of " + Words.count(all.size(), "run") + " ";
    String reason = why.apply(some.getFirst());
    sentences.add(number + what + (reason.isEmpty() ? "" : ": " + reason));
  }
}
