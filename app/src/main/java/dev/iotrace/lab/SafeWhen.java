package dev.iotrace.lab;

import dev.iotrace.report.Moments;
import dev.iotrace.report.Words;
import java.util.List;

/// Lab 2: when the bytes of a write survive a power cut.
final class SafeWhen implements Inquiry {
  private static final double NANOS = 1e9;
  private static final long SECOND_NS = 1_000_000_000L;

  /// Said where it is so.
  private static final String HURRIED =
      "Mind that nobody waited in the first run: iotrace called syncfs after the write, so its"
          + " moments are those of this call and not the kernel's own. Without `--fast`, or"
          + " replayed by `iotrace lab run 2 --recorded`, the lab shows the kernel's.";

  @Override
  public List<Trial> trials() {
    return List.of(
        Trial.write("no sync", "--bytes", "4"),
        Trial.write("fsync", "--bytes", "4", "--sync", "fsync", "--settle", "sync"));
  }

  @Override
  public Prediction prediction() {
    return Prediction.seconds();
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading lazy = runs.getFirst();
    Reading synced = runs.getLast();
    Long safeNs = Moments.durableAfterNs(lazy.report());
    Findings findings =
        new Findings(safeNs == null ? Double.NaN : safeNs / NANOS)
            .say("returned", returned(lazy))
            .say("safe", safe(lazy))
            .say("synced_returned", returned(synced))
            .say("synced_safe", safe(synced))
            .say("hurried", lazy.hurried() ? HURRIED : "")
            .show("line", TimeLine.of(lazy, columns))
            .show("story", Story.of(lazy, columns))
            .show("synced_line", TimeLine.of(synced, columns))
            .show("synced_story", Story.of(synced, columns));
    // FACTS of 6.18: 36 s; the sample of the tests 39.8 s. Writeback after 30 s and up to 5 more
    // for the flusher's turn, the commit within 5 s of that.
    if (safeNs != null && !lazy.hurried()) {
      findings.expect(
          new Band("the time until safe, in whole seconds,", "second", safeNs / SECOND_NS, 30, 45));
    }
    return findings;
  }

  /// When the write itself had returned, or the sync after it.
  private static String returned(Reading run) {
    Long afterNs = run.report().atReturn().afterNs();
    return afterNs == null ? "(never)" : Words.duration(afterNs);
  }

  private static String safe(Reading run) {
    Long afterNs = Moments.durableAfterNs(run.report());
    return afterNs == null
        ? "not within the trace (" + Moments.whyNotDurable(run.report()) + ")"
        : "after " + Words.duration(afterNs);
  }
}
