package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.Caveats;
import dev.iotrace.report.FileEntry;
import dev.iotrace.report.ParticipantTables;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Lab 10: rows committed by SQLite, with a rollback journal and with a write-ahead log.
final class DatabaseCommit implements Inquiry {
  private static final int COMMITS = 8;

  @Override
  public List<Trial> trials() {
    return List.of(trial("rollback", "delete"), trial("WAL", "wal"));
  }

  private static Trial trial(String name, String mode) {
    String base = Trial.PLACE + "/base";
    List<String> command = new ArrayList<>(List.of("sqlite3", base, "pragma synchronous=full"));
    command.addAll(Collections.nCopies(COMMITS, "insert into t values (1)"));
    String made = "pragma journal_mode=" + mode + "; create table t(x integer);";
    return Trial.run(name, List.of("sqlite3", base, made), command);
  }

  @Override
  public Prediction prediction() {
    return Prediction.bytes();
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading rollback = runs.getFirst();
    Reading log = runs.getLast();
    long each = rollback.total() / COMMITS;
    long flushes = rollback.flushes();
    return new Findings(each)
        .say("commits", Words.number(COMMITS))
        .say("rollback_each", Words.count(each, "byte"))
        .say("log_each", Words.count(log.total() / COMMITS, "byte"))
        .say("rollback_syncs", Words.count(rollback.syncs(), "sync"))
        .say("log_syncs", Words.count(log.syncs(), "sync"))
        .say("rollback_commits", Words.count(rollback.commits(), "transaction"))
        .say("log_commits", Words.count(log.commits(), "transaction"))
        .say("rollback_flushes", Words.count(flushes, "flush"))
        .say("log_flushes", Words.count(log.flushes(), "flush"))
        .show("table", table(runs, columns))
        .show("bars", Bars.stacked(runs, columns))
        .show("rollback_files", files(rollback, columns))
        .show("log_files", files(log, columns))
        .expect(
            new Band(
                "the number of syncs for 8 commits with a rollback journal",
                "sync",
                rollback.syncs(),
                4L * COMMITS,
                4L * COMMITS))
        .expect(
            new Band(
                "the number of syncs for 8 commits with a log",
                "sync",
                log.syncs(),
                COMMITS + 4,
                COMMITS + 4));
  }

  private static List<String> files(Reading run, int columns) {
    boolean exact = Caveats.of(run.report()).isEmpty();
    return ParticipantTables.files(files(run), exact, columns);
  }

  /// Named as in the command line.
  private static List<FileEntry> files(Reading run) {
    String directory = run.report().target().path();
    return run.report().files().stream()
        .map(
            file ->
                new FileEntry(
                    file.inode(),
                    file.path().replace(directory, Trial.PLACE),
                    file.writes(),
                    file.bytes(),
                    file.syncs(),
                    file.deviceBytes(),
                    file.amplificationRatio(),
                    file.byCause()))
        .toList();
  }

  private static List<String> table(List<Reading> runs, int columns) {
    return new RowTable<Reading>()
        .column(Column.left("8 commits", 9), Reading::name)
        .number("written", 6, it -> it.report().logical().bytes())
        .number("syncs", 7, Reading::syncs)
        .number("data", 5, it -> it.bytes(Cause.DATA))
        .number("ext4's journal", 4, it -> it.bytes(Cause.JOURNAL))
        .number("metadata", 3, it -> it.bytes(Cause.METADATA))
        .number("in all", 8, Reading::total)
        .number("flushes", 6, Reading::flushes)
        .lines(runs, columns);
  }
}
