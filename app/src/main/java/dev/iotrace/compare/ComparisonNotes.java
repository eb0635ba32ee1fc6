package dev.iotrace.compare;

import dev.iotrace.compare.RunEntry.Ending;
import dev.iotrace.report.Observed;
import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.Target;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What the figures of a comparison rest on, in words.
final class ComparisonNotes {
  private ComparisonNotes() {}

  /// Whether the books closed, and why figures are not all that was asked for.
  static List<String> lines(Comparison comparison, int columns) {
    List<String> lines = new ArrayList<>(Prose.wrap("", books(comparison), columns));
    Map<String, List<String>> whose = new LinkedHashMap<>();
    for (Cell cell : comparison.cells()) {
      for (String caveat : cell.caveats()) {
        whose.computeIfAbsent(caveat, _ -> new ArrayList<>()).add(cell.name());
      }
    }
    waits(comparison).forEach((how, names) -> whose.put("settled by " + how, names));
    whose.forEach(
        (caveat, names) ->
            lines.addAll(
                Prose.wrap(
                    "  ",
                    SafeText.of(names(names, comparison.cells().size()) + ": " + caveat),
                    columns)));
    return lines;
  }

  private static String books(Comparison comparison) {
    List<RunEntry> complete =
        comparison.runs().stream().filter(run -> run.ending() == Ending.COMPLETE).toList();
    if (complete.isEmpty()) {
      return "no run was completed";
    }
    long closed = complete.stream().filter(RunEntry::closed).count();
    return "books closed in "
        + Words.number(closed)
        + " of "
        + Words.count(complete.size(), "run")
        + ": all bytes and flushes traced = those counted in /sys/block/DEV/stat";
  }

  /// How cells were made to settle, when not all in the same way: how to names.
  private static Map<String, List<String>> waits(Comparison comparison) {
    Map<String, List<String>> names = new TreeMap<>();
    for (Cell cell : comparison.cells()) {
      comparison.runs().stream()
          .filter(run -> run.cell() == cell.id() && !run.settledHow().isEmpty())
          .findFirst()
          .ifPresent(
              run ->
                  names.computeIfAbsent(run.settledHow(), _ -> new ArrayList<>()).add(cell.name()));
    }
    return names.size() > 1 ? names : Map.of();
  }

  private static String names(List<String> names, int cells) {
    return names.size() == cells && cells > 1 ? "all" : String.join("; ", names);
  }

  /// With what, and on what, the figures were observed.
  static List<String> observed(Comparison comparison, int columns) {
    List<String> lines = new ArrayList<>();
    String tool =
        comparison.cells().stream()
            .map(Cell::tool)
            .filter(Objects::nonNull)
            .findFirst()
            .map(Observed::tool)
            .orElse("iotrace " + comparison.version());
    add(lines, "observed with  ", tool, columns);
    add(lines, "kernel         ", Observed.host(comparison.host()), columns);
    Map<String, Target> places = new LinkedHashMap<>();
    for (Cell cell : comparison.cells()) {
      if (cell.on() != null) {
        places.putIfAbsent(cell.setting().place(), cell.on());
      }
    }
    places.forEach(
        (place, on) ->
            add(
                lines,
                "               ",
                place
                    + ": "
                    + Observed.fileSystem(on.fileSystem())
                    + "; "
                    + Observed.deviceKind(on.device()),
                columns));
    add(lines, "workload       ", workload(comparison), columns);
    return lines;
  }

  private static String workload(Comparison comparison) {
    return Observed.options(comparison.workload()) + ", settle " + comparison.plan().settle();
  }

  private static void add(List<String> lines, String label, String text, int columns) {
    lines.addAll(Prose.wrap(label, SafeText.of(text), columns));
  }
}
