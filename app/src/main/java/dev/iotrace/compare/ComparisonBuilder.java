package dev.iotrace.compare;

import dev.iotrace.compare.RunEntry.Ending;
import dev.iotrace.event.Refusal;
import dev.iotrace.report.Report;
import dev.iotrace.report.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects what a [Comparison] is made of, run by run. Of each report it keeps the figures only.
public final class ComparisonBuilder {
  private final Origin origin;
  private final List<Setting> settings;
  private final List<String> names;
  private final List<RunEntry> runs = new ArrayList<>();
  private final Map<Integer, Report.Tool> tools = new HashMap<>();
  private final Map<Integer, Target> targets = new HashMap<>();

  /// What is known before the first run.
  public record Origin(
      String version,
      Report.Host host,
      List<String> command,
      Map<String, String> workload,
      Comparison.Plan plan) {}

  /// @param settings of the cells, the first of which has the id 1
  public ComparisonBuilder(Origin origin, List<Setting> settings) {
    this.origin = origin;
    this.settings = List.copyOf(settings);
    names = CellNames.of(settings);
  }

  /// What a cell is called.
  public String name(int cell) {
    return names.get(cell - 1);
  }

  /// Takes the report of a run.
  public void add(int cell, int round, Report report) {
    runs.add(RunEntry.of(cell, round, report));
    tools.putIfAbsent(cell, report.tool());
    targets.putIfAbsent(cell, report.target());
  }

  /// Notes that a run could not begin.
  public void add(int cell, int round, Refusal refusal) {
    runs.add(RunEntry.refused(cell, round, String.valueOf(refusal.getMessage())));
  }

  /// The comparison of what was run.
  ///
  /// @param interrupted whether there was more to run
  public Comparison build(boolean interrupted) {
    List<Cell> cells = new ArrayList<>();
    for (int id = 1; id <= settings.size(); id++) {
      cells.add(cell(id));
    }
    return new Comparison(
        Comparison.SCHEMA,
        origin.version,
        origin.host,
        origin.command,
        origin.workload,
        origin.plan,
        interrupted,
        cells,
        List.copyOf(runs));
  }

  private Cell cell(int id) {
    List<RunEntry> its = runs.stream().filter(run -> run.cell() == id).toList();
    List<RunEntry> counted = counted(its);
    List<Figures> figures = counted.stream().map(ComparisonBuilder::figures).toList();
    Summary summary = figures.isEmpty() ? null : Summary.of(figures);
    return new Cell(
        id,
        name(id),
        settings.get(id - 1),
        tools.get(id),
        targets.get(id),
        its.size(),
        counted.size(),
        its.size() - (int) its.stream().filter(run -> run.ending() == Ending.COMPLETE).count(),
        counted.stream().allMatch(RunEntry::closed)
            && figures.stream().allMatch(run -> run.unattributedBytes() == 0),
        counted.stream().allMatch(RunEntry::settled),
        CellCaveats.of(its, counted, summary),
        summary);
  }

  /// One run with open books would make the whole cell a lower bound.
  private static List<RunEntry> counted(List<RunEntry> runs) {
    List<RunEntry> complete = runs.stream().filter(run -> run.ending() == Ending.COMPLETE).toList();
    List<RunEntry> closed = complete.stream().filter(RunEntry::sound).toList();
    return closed.isEmpty() ? complete : closed;
  }

  private static Figures figures(RunEntry run) {
    if (run.figures() == null) {
      throw new IllegalStateException("a run that completed has figures");
    }
    return run.figures();
  }
}
