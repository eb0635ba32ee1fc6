package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.FileEntry;
import dev.iotrace.report.ParticipantTables;
import dev.iotrace.report.TextTable;
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
    List<String> words =
        new ArrayList<>(
            List.of("run", "--as-root", "--target", Trial.PLACE, "--settle", "sync", "--"));
    words.addAll(List.of("sqlite3", base, "pragma synchronous=full"));
    words.addAll(Collections.nCopies(COMMITS, "insert into t values (1)"));
    return new Trial(
        name,
        List.copyOf(words),
        List.of("sqlite3", base, "pragma journal_mode=" + mode + "; create table t(x integer);"));
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
    long flushes = rollback.report().settled().flushes();
    return new Findings(each)
        .say("commits", Words.number(COMMITS))
        .say("rollback_each", Words.count(each, "byte"))
        .say("log_each", Words.count(log.total() / COMMITS, "byte"))
        .say("rollback_syncs", Words.count(rollback.report().logical().syncs(), "sync"))
        .say("log_syncs", Words.count(log.report().logical().syncs(), "sync"))
        .say("rollback_commits", Words.count(rollback.transactions().size(), "transaction"))
        .say("log_commits", Words.count(log.transactions().size(), "transaction"))
        .say("rollback_flushes", Words.count(flushes, "flush"))
        .say("log_flushes", Words.count(log.report().settled().flushes(), "flush"))
        .show("table", table(runs, columns))
        .show("bars", Bars.stacked(runs, columns))
        .show("rollback_files", ParticipantTables.files(files(rollback), columns))
        .show("log_files", ParticipantTables.files(files(log), columns))
        .expect(
            new Band(
                "the number of syncs for 8 commits with a rollback journal",
                "sync",
                rollback.report().logical().syncs(),
                4L * COMMITS,
                4L * COMMITS))
        .expect(
            new Band(
                "the number of syncs for 8 commits with a log",
                "sync",
                log.report().logical().syncs(),
                COMMITS + 4,
                COMMITS + 4));
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
    TextTable table =
        new TextTable(
            List.of(
                Column.left("8 commits", 9),
                Column.right("written", 6),
                Column.right("syncs", 7),
                Column.right("data", 5),
                Column.right("ext4's journal", 4),
                Column.right("metadata", 3),
                Column.right("in all", 8),
                Column.right("flushes", 6)));
    for (Reading run : runs) {
      table.add(
          List.of(
              run.name(),
              Words.number(run.report().logical().bytes()),
              Words.number(run.report().logical().syncs()),
              Words.number(run.bytes(Cause.DATA)),
              Words.number(run.bytes(Cause.JOURNAL)),
              Words.number(run.bytes(Cause.METADATA)),
              Words.number(run.total()),
              Words.number(run.report().settled().flushes())));
    }
    return table.lines(columns);
  }
}
