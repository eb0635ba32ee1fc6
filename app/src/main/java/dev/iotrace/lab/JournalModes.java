package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.Moments;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.List;

/// Lab 9: ext4 with its usual journal, with one that takes the data, too, and with none.
final class JournalModes implements Inquiry {
  private static final long WRITTEN = 64 << 10;

  @Override
  public List<Trial> trials() {
    return List.of(
        trial("ordered", "ext4"),
        trial("data=journal", "ext4,mount=data=journal"),
        trial("no journal", "ext4,mkfs=-O ^has_journal"));
  }

  private static Trial trial(String name, String scratch) {
    return Trial.write(
        name, "--bytes", "64k", "--sync", "fsync", "--settle", "sync", "--scratch", scratch);
  }

  @Override
  public Prediction prediction() {
    return Prediction.bytes();
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading ordered = runs.getFirst();
    Reading all = runs.get(1);
    Reading none = runs.getLast();
    long twice = all.bytes(Cause.JOURNAL) - ordered.bytes(Cause.JOURNAL);
    return new Findings(all.total())
        .say("written", Words.count(all.report().logical().bytes(), "byte"))
        .say("ordered", Words.count(ordered.total(), "byte"))
        .say("all", Words.count(all.total(), "byte"))
        .say("none", Words.count(none.total(), "byte"))
        .say("all_data", Words.count(all.bytes(Cause.DATA), "byte"))
        .say("twice", Words.count(twice, "byte"))
        .say("home", home(all))
        .say("none_journal", Words.count(none.bytes(Cause.JOURNAL), "byte"))
        .show("bars", Bars.stacked(runs, columns))
        .show(
            "table",
            RowTable.<Reading>ofCosts("journal")
                .column(Column.right("safe after", 2), JournalModes::safeAfter)
                .lines(runs, columns))
        .show(
            "requests",
            RequestTable.lines(
                all.requests(it -> it.cause() == Cause.JOURNAL || it.cause() == Cause.DATA),
                Exhibit.layout(columns)))
        .expect(new Band("the journal of no journal", "byte", none.bytes(Cause.JOURNAL), 0, 0))
        .expect(
            new Band("what data=journal adds to the journal", "byte", twice, WRITTEN, 2 * WRITTEN));
  }

  /// Whether the sync waited for the data to go home, too: since the kernel commits journalled data
  /// before it writes it back (`ext4_writepages`, fs/ext4/inode.c), it does.
  private static String home(Reading run) {
    Long returnedNs = run.report().atReturn().afterNs();
    boolean within =
        returnedNs != null
            && run.requests(Cause.DATA).stream().anyMatch(it -> it.issuedNs() <= returnedNs);
    return within
        ? "Here it did not: look at who submitted the data, and when. The kernel had the journal"
            + " committed and then wrote the pages home, all within fsync."
        : "So it did here; the data went home later.";
  }

  private static String safeAfter(Reading run) {
    Long safeNs = Moments.durableAfterNs(run.report());
    return safeNs == null ? "-" : Words.duration(safeNs);
  }
}
