package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.Words;
import java.util.List;

/// Lab 6: the same block written to a new file, at the end of a file, into a file, and into room
/// that was reserved.
final class OverwriteAppendCreate implements Inquiry {
  private static final long BLOCK = 4096;

  @Override
  public List<Trial> trials() {
    return List.of(
        trial("overwrite", "--pattern", "same"),
        trial("append", "--pattern", "seq"),
        trial("reserved", "--pattern", "seq", "--prealloc", "fallocate"));
  }

  private static Trial trial(String name, String... options) {
    Trial same =
        Trial.write(
            name,
            "--bytes",
            "4k",
            "--count",
            "2",
            "--interval",
            "100ms",
            "--sync",
            "fdatasync",
            "--settle",
            "sync");
    return same.with(options);
  }

  @Override
  public Prediction prediction() {
    return Prediction.bytes();
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Step create = Step.of(runs.getFirst(), 0, "create and write");
    Step overwrite = Step.of(runs.getFirst(), 1, "overwrite");
    Step append = Step.of(runs.get(1), 1, "append");
    Step reserved = Step.of(runs.getLast(), 1, "write into reserved room");
    return new Findings(overwrite.total())
        .say("create", create.say())
        .say("append", append.say())
        .say("reserved", reserved.say())
        .say("overwrite", overwrite.say())
        .say("append_journal", Words.count(append.bytes(Cause.JOURNAL), "byte"))
        .show(
            "steps",
            RowTable.ofCosts("call").lines(List.of(create, append, reserved, overwrite), columns))
        .show("append_requests", RequestTable.lines(append.requests(), Exhibit.layout(columns)))
        .show(
            "overwrite_requests", RequestTable.lines(overwrite.requests(), Exhibit.layout(columns)))
        .expect(new Band("what an overwrite sent", "byte", overwrite.total(), BLOCK, BLOCK));
  }
}
