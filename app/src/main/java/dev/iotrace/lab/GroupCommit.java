package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.Comparator;
import java.util.List;

/// Lab 5: many writes in one commit.
final class GroupCommit implements Inquiry {
  private static final String COUNT = "8";

  @Override
  public List<Trial> trials() {
    return List.of(trial("a sync each", "1"), trial("one sync", COUNT));
  }

  private static Trial trial(String name, String every) {
    return Trial.write(
        name,
        "--bytes",
        "4",
        "--count",
        COUNT,
        "--sync",
        "fsync",
        "--sync-every",
        every,
        "--settle",
        "sync");
  }

  @Override
  public Prediction prediction() {
    return Prediction.count("time");
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading each = runs.getFirst();
    Reading once = runs.getLast();
    long saved = each.bytes(Cause.JOURNAL) / Math.max(1, once.bytes(Cause.JOURNAL));
    double ratio = (double) each.bytes(Cause.JOURNAL) / Math.max(1, once.bytes(Cause.JOURNAL));
    List<RequestEntry> shared =
        once.requests(Cause.JOURNAL).stream()
            .sorted(Comparator.comparingInt((RequestEntry it) -> it.causedBy().size()).reversed())
            .limit(1)
            .toList();
    int writers = shared.isEmpty() ? 0 : shared.getFirst().causedBy().size();
    return new Findings(ratio)
        .say("each_journal", Words.count(each.bytes(Cause.JOURNAL), "byte"))
        .say("once_journal", Words.count(once.bytes(Cause.JOURNAL), "byte"))
        .say("ratio", Words.ratio(ratio, true))
        .say("writers", Words.count(writers, "write"))
        .say(
            "share", Words.count(once.total() / Math.max(1, once.report().writes().size()), "byte"))
        .show("table", table(runs, columns))
        .show("bars", Bars.stacked(runs, columns))
        .show("requests", RequestTable.lines(once.requests(Cause.JOURNAL), Exhibit.layout(columns)))
        .show("chain", Chain.ofFirst(shared, columns))
        .expect(new Band("the factor, rounded down,", "time", saved, 2, 8));
  }

  private static List<String> table(List<Reading> runs, int columns) {
    TextTable table =
        new TextTable(
            List.of(
                Column.left("8 writes", 9),
                Column.right("syncs", 6),
                Column.right("transactions", 8),
                Column.right("journal", 7),
                Column.right("in all", 5),
                Column.right("flushes", 4),
                Column.right("returned", 3)));
    for (Reading run : runs) {
      Long returnedNs = run.report().atReturn().afterNs();
      table.add(
          List.of(
              run.name(),
              Words.number(run.report().logical().syncs()),
              Words.number(run.transactions().size()),
              Words.number(run.bytes(Cause.JOURNAL)),
              Words.number(run.total()),
              Words.number(run.report().settled().flushes()),
              returnedNs == null ? "-" : Words.duration(returnedNs)));
    }
    return table.lines(columns);
  }
}
