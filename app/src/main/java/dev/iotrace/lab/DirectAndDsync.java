package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import dev.iotrace.report.WriteEntry;
import java.util.ArrayList;
import java.util.List;

/// Lab 7: what a flag of open(2) promises, and what it does not.
final class DirectAndDsync implements Inquiry {
  @Override
  public List<Trial> trials() {
    return List.of(
        trial("no flag"),
        trial("O_DIRECT", "--open-flags", "direct"),
        trial("O_DSYNC", "--open-flags", "dsync"),
        trial("both", "--open-flags", "direct,dsync"));
  }

  private static Trial trial(String name, String... options) {
    Trial same =
        Trial.write(
            name,
            "--bytes",
            "4k",
            "--count",
            "2",
            "--pattern",
            "same",
            "--interval",
            "100ms",
            "--settle",
            "sync");
    return same.with(options);
  }

  @Override
  public Prediction prediction() {
    return Prediction.count("flush");
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading direct = runs.get(1);
    return new Findings(direct.report().atReturn().flushes())
        .say("direct_flushes", Words.count(direct.report().atReturn().flushes(), "flush"))
        .say("direct_bytes", Words.count(direct.report().atReturn().deviceBytes(), "byte"))
        .say("direct_pages", Words.count(pages(direct), "byte"))
        .say("buffered_pages", Words.count(pages(runs.getFirst()), "byte"))
        .say("dsync_flushes", Words.count(runs.get(2).report().atReturn().flushes(), "flush"))
        .say("both_flushes", Words.count(runs.getLast().report().atReturn().flushes(), "flush"))
        .show("table", table(runs, columns))
        .show("requests", RequestTable.lines(direct.requests(Cause.DATA), Exhibit.layout(columns)))
        .show("chain", Chain.ofFirst(direct.requests(Cause.DATA), columns))
        .expect(
            new Band(
                "the number of flushes before O_DIRECT writes return",
                "flush",
                direct.report().atReturn().flushes(),
                0,
                0));
  }

  /// Data that went by way of dirty pages.
  private static long pages(Reading run) {
    return run.report().byCause().stream()
        .filter(it -> it.cause() == Cause.DATA && it.path() != CausePath.DIRECT)
        .mapToLong(it -> it.deviceBytes())
        .sum();
  }

  private static List<String> table(List<Reading> runs, int columns) {
    return new RowTable<Reading>()
        .column(Column.left("open flags", 9), Reading::name)
        .number("data past cache", 7, it -> it.bytes(Cause.DATA) - pages(it))
        .number("from dirty pages", 6, DirectAndDsync::pages)
        .number("at return", 5, it -> it.report().atReturn().deviceBytes())
        .number("flushes", 4, it -> it.report().atReturn().flushes())
        .column(Column.left("data flushed", 8), DirectAndDsync::flushed)
        .lines(runs, columns);
  }

  /// Of each write, whether its data was on the device and a flush came after it, all before the
  /// call returned.
  private static String flushed(Reading run) {
    List<String> each = new ArrayList<>();
    for (WriteEntry write : run.report().writes()) {
      each.add(flushed(run, write) ? "yes" : "no");
    }
    return String.join(", ", each);
  }

  private static boolean flushed(Reading run, WriteEntry write) {
    List<RequestEntry> data =
        run.requests(it -> it.cause() == Cause.DATA && it.causedBy().contains(write.id()));
    long fromNs = Long.MIN_VALUE;
    for (RequestEntry request : data) {
      Long completedNs = request.completedNs();
      fromNs = Math.max(fromNs, completedNs == null ? Long.MAX_VALUE : completedNs);
    }
    long afterNs = fromNs;
    long returnedNs = write.startNs() + write.latencyNs();
    return !data.isEmpty()
        && run.requests(Cause.FLUSH).stream()
            .anyMatch(it -> it.issuedNs() >= afterNs && completedBy(it, returnedNs));
  }

  private static boolean completedBy(RequestEntry request, long timeNs) {
    Long completedNs = request.completedNs();
    return completedNs != null && completedNs <= timeNs;
  }
}
