package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.Words;
import java.util.List;

/// Lab 1: what a write of four bytes costs.
final class FourBytes implements Inquiry {
  private static final long BLOCK = 4096;

  @Override
  public List<Trial> trials() {
    return List.of(Trial.write("four bytes", "--bytes", "4"));
  }

  @Override
  public Prediction prediction() {
    return Prediction.bytes();
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading run = runs.getFirst();
    long written = run.report().logical().bytes();
    double ratio = (double) run.total() / Math.max(1, written);
    return new Findings(run.total())
        .say("written", Words.count(written, "byte"))
        .say("total", Words.count(run.total(), "byte"))
        .say("ratio", Words.ratio(ratio, true))
        .say("at_return", Words.count(run.report().atReturn().deviceBytes(), "byte"))
        .say("data", Words.count(run.bytes(Cause.DATA), "byte"))
        .say("journal", Words.count(run.bytes(Cause.JOURNAL), "byte"))
        .say("metadata", Words.count(run.bytes(Cause.METADATA), "byte"))
        .say("commits", Words.count(run.commits(), "transaction"))
        .say("flushes", Words.count(run.flushes(), "flush"))
        .show("causes", Bars.causes(run, columns))
        .show("requests", RequestTable.lines(run.requests(_ -> true), Exhibit.layout(columns)))
        .show("chain", Chain.ofFirst(run.requests(Cause.DATA), columns))
        .expect(band(run));
  }

  /// 81,920 and 90,112 at the kernel's own pace, 65,536 after a sync: which metadata share a block,
  /// and whether the journal's superblock is written then, is the kernel's choice.
  private static Band band(Reading run) {
    return run.hurried()
        ? new Band("the sum after a sync", "byte", run.total(), 11 * BLOCK, 18 * BLOCK)
        : new Band("the sum", "byte", run.total(), 16 * BLOCK, 24 * BLOCK);
  }
}
