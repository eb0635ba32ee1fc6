package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import dev.iotrace.report.WriteEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Lab 5: threads that sync at the same time and share commits.
final class GroupCommit implements Inquiry {
  /// Of each thread, with a fsync after each. No two syncs of one thread share a commit, as the
  /// second write begins when the first sync has returned.
  private static final int WRITES = 8;

  @Override
  public List<Trial> trials() {
    return List.of(trial("1 thread", 1), trial("8 threads", 8), trial("32 threads", 32));
  }

  private static Trial trial(String name, int threads) {
    return Trial.run(
        name,
        List.of(),
        List.of(
            "fio",
            "--name=job",
            "--directory=" + Trial.PLACE,
            "--thread",
            "--numjobs=" + threads,
            "--rw=write",
            "--bs=4k",
            "--size=" + 4 * WRITES + "k",
            "--fsync=1",
            "--end_fsync=1",
            "--fallocate=none",
            "--output=/dev/null"));
  }

  @Override
  public Prediction prediction() {
    return Prediction.count("commit");
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading alone = runs.getFirst();
    Reading eight = runs.get(1);
    Reading many = runs.getLast();
    List<RequestEntry> fullest = fullest(eight);
    return new Findings(eight.commits())
        .say("alone_syncs", Words.count(alone.syncs(), "fsync"))
        .say("alone_commits", Words.count(alone.commits(), "commit"))
        .say("eight_syncs", Words.count(eight.syncs(), "fsync"))
        .say("eight_commits", Words.count(eight.commits(), "commit"))
        .say("many_syncs", Words.count(many.syncs(), "fsync"))
        .say("many_commits", Words.count(many.commits(), "commit"))
        .say("alone_flushes", each(alone.flushes(), alone.syncs()))
        .say("many_flushes", each(many.flushes(), many.syncs()))
        .say("writers", writers(eight, fullest))
        .show("table", table(runs, columns))
        .show("requests", RequestTable.lines(fullest, Exhibit.layout(columns)))
        .show("chain", Chain.ofFirst(fullest, columns))
        .expect(commits(alone, WRITES + 1))
        .expect(commits(eight, 4 * WRITES))
        .expect(commits(many, 12 * WRITES));
  }

  private static Band commits(Reading run, int most) {
    String what = "what the fsyncs of " + run.name() + " caused";
    return new Band(what, "commit", run.commits(), WRITES, most);
  }

  /// The journal's requests of the commit that carries the most writes.
  private static List<RequestEntry> fullest(Reading run) {
    List<RequestEntry> journal = run.requests(Cause.JOURNAL);
    return journal.stream()
        .max(Comparator.comparingInt(it -> writes(run, it).size()))
        .map(RequestEntry::transaction)
        .map(most -> journal.stream().filter(it -> most.equals(it.transaction())).toList())
        .orElse(List.of());
  }

  /// Those among its causes; files that were made are others.
  private static List<WriteEntry> writes(Reading run, RequestEntry request) {
    return run.report().writes().stream()
        .filter(write -> write.bytes() > 0 && request.causedBy().contains(write.id()))
        .toList();
  }

  private static String writers(Reading run, List<RequestEntry> commit) {
    List<WriteEntry> writes = commit.isEmpty() ? List.of() : writes(run, commit.getFirst());
    long threads = writes.stream().map(WriteEntry::threadId).distinct().count();
    return Words.count(writes.size(), "write") + " of " + Words.count(threads, "thread");
  }

  private static String each(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f", (double) part / Math.max(1, whole));
  }

  private static List<String> table(List<Reading> runs, int columns) {
    return new RowTable<Reading>()
        .column(Column.left("8 writes by each of", 9), Reading::name)
        .number("fsyncs", 8, Reading::syncs)
        .number("commits", 8, Reading::commits)
        .column(Column.right("per fsync", 7), it -> each(it.commits(), it.syncs()))
        .number("flushes", 5, Reading::flushes)
        .column(Column.right("per fsync", 4), it -> each(it.flushes(), it.syncs()))
        .number("journal", 6, it -> it.bytes(Cause.JOURNAL))
        .lines(runs, columns);
  }
}
