package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.Words;
import java.util.List;

/// Lab 3: what a sync sends to the device before it returns.
final class FsyncDrags implements Inquiry {
  private static final long BLOCK = 4096;

  @Override
  public List<Trial> trials() {
    return List.of(trial("fsync"), trial("fdatasync"));
  }

  /// The pause lets the clock of the inode go on, so that the second write has something to tell.
  private static Trial trial(String sync) {
    return Trial.write(
        sync,
        "--bytes",
        "4",
        "--count",
        "2",
        "--pattern",
        "same",
        "--interval",
        "100ms",
        "--sync",
        sync,
        "--settle",
        "sync");
  }

  @Override
  public Prediction prediction() {
    return Prediction.bytes();
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading whole = runs.getFirst();
    Reading data = runs.getLast();
    Step first = Step.of(whole, 0, "fsync of a new file");
    Step second = Step.of(whole, 1, "fsync of an overwrite");
    Step dataFirst = Step.of(data, 0, "fdatasync of a new file");
    Step dataSecond = Step.of(data, 1, "fdatasync of an overwrite");
    long later = whole.total() - whole.report().atReturn().deviceBytes();
    return new Findings(first.total())
        .say("first", first.say())
        .say("second", second.say())
        .say("data_second", dataSecond.say())
        .say("second_journal", Words.count(second.bytes(Cause.JOURNAL), "byte"))
        .say("later", Words.count(later, "byte"))
        .show(
            "steps",
            RowTable.ofCosts("call").lines(List.of(first, second, dataFirst, dataSecond), columns))
        .show("requests", RequestTable.lines(first.requests(), Exhibit.layout(columns)))
        .expect(new Band("what the first fsync sent", "byte", first.total(), 7 * BLOCK, 12 * BLOCK))
        .expect(
            new Band(
                "what fdatasync of an overwrite sent", "byte", dataSecond.total(), BLOCK, BLOCK));
  }
}
