package dev.iotrace.report;

import dev.iotrace.event.TraceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Why the figures of a report are not exact, one sentence each; none when they are.
public final class Caveats {
  private Caveats() {}

  /// The sentences, without a full stop.
  public static List<String> of(Report report) {
    List<String> caveats = new ArrayList<>();
    caveats.addAll(of(report.audit()));
    if (report.tool().causesProbe().equals(TraceHeader.Tool.BLOCK_ONLY)) {
      caveats.add("only the block layer was watched: block totals are right, causes are unknown");
    }
    if (!report.logical().unmeasured().isEmpty()) {
      caveats.add(
          "more was written by "
              + String.join(" and ", report.logical().unmeasured())
              + ", whose bytes nobody counts: no ratio");
    }
    if (report.unattributed().deviceBytes() > 0) {
      caveats.add(
          Words.count(report.unattributed().deviceBytes(), "byte")
              + " could not be linked to anybody, so they may be ours");
    }
    if (!report.settled().complete()) {
      caveats.add(
          report.settled().how().equals("none")
              ? "the trace ended at return, as asked: more may have followed"
              : "the trace ended before everything had reached its place");
    }
    return caveats;
  }

  private static String by(Books books) {
    List<String> each =
        books.lost().stream()
            .map(loss -> SafeText.of((loss.probe() + ' ' + loss.how()).strip()))
            .toList();
    return each.isEmpty() ? "" : " (" + String.join("; ", each) + ")";
  }

  /// Why the books are not closed; empty when they are.
  public static List<String> of(Books books) {
    List<String> caveats = new ArrayList<>();
    if (books.lostEvents() > 0) {
      caveats.add(
          Words.count(books.lostEvents(), "event") + " lost: requests may be missing" + by(books));
    }
    if (books.mismatchedCalls() > 0) {
      caveats.add(
          Words.count(books.mismatchedCalls(), "call")
              + " seen by only one of the driver and the kernel's probe");
    }
    if (books.deviceCounter() == null) {
      caveats.add("unchecked: no quiet reading of the device's counters to compare with");
      return caveats;
    }
    long difference = Objects.requireNonNullElse(books.differenceBytes(), 0L);
    if (difference != 0) {
      caveats.add(
          "the device counted "
              + Words.count(Math.abs(difference), "byte")
              + (difference > 0 ? " more" : " less")
              + " than the trace");
    }
    Long flushes = books.deviceCounter().flushes();
    if (flushes != null && !flushes.equals(books.traced().flushes())) {
      long traced = Objects.requireNonNullElse(books.traced().flushes(), 0L);
      caveats.add(
          "the device counted "
              + Words.count(flushes, "flush")
              + ", the trace "
              + Words.number(traced));
    }
    if (books.attributedWriteBytes() != books.issuedWriteBytes()) {
      caveats.add(
          "the requests add up to "
              + Words.count(books.attributedWriteBytes(), "byte")
              + ", not to the bytes traced: a bug of iotrace");
    }
    return caveats;
  }
}
