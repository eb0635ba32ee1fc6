package dev.iotrace.html;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.correlate.Owner;
import dev.iotrace.report.Report;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.Sentences;
import dev.iotrace.report.Words;
import dev.iotrace.report.WriteEntry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What happened and why, in plain words. Names in it are escaped, but for those in
/// [Sentences#observed].
///
/// @param said what the terminal says, too
/// @param began what the program asked for
/// @param steps what the device was sent for it, by cause and path, in the order in which it began
record Account(Sentences said, String began, List<Step> steps) {

  /// The requests of one cause by one path.
  ///
  /// @param title cause and path
  /// @param figures how many, how much, when
  /// @param why why there are such requests at all
  record Step(Cause cause, CausePath path, String title, String figures, String why) {}

  private record Row(Cause cause, CausePath path) {}

  /// When the first and the last of those that are listed were issued.
  private record Span(long firstNs, long lastNs) {
    private static final Span NONE = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

    Span with(Span other) {
      return new Span(Math.min(firstNs, other.firstNs), Math.max(lastNs, other.lastNs));
    }
  }

  static Account of(Report report) {
    Map<Row, Span> spans = new HashMap<>();
    for (RequestEntry request : report.requests()) {
      if (request.owner() == Owner.TRACED) {
        spans.merge(
            new Row(request.cause(), request.path()),
            new Span(request.issuedNs(), request.issuedNs()),
            Span::with);
      }
    }
    Reasons reasons = new Reasons(report);
    List<Step> steps =
        report.byCause().stream()
            .sorted(Comparator.comparingLong(sum -> span(sum, spans).firstNs))
            .map(sum -> step(sum, when(sum, span(sum, spans)), reasons))
            .toList();
    return new Account(Sentences.of(report), began(report), steps);
  }

  /// None, and so after all others, when none of these requests is listed one by one.
  private static Span span(Report.CauseSum sum, Map<Row, Span> spans) {
    return spans.getOrDefault(new Row(sum.cause(), sum.path()), Span.NONE);
  }

  private static String when(Report.CauseSum sum, Span span) {
    if (span.equals(Span.NONE)) {
      return "";
    }
    return sum.requests() == 1
        ? ", at " + Words.moment(span.firstNs)
        : ", from " + Words.moment(span.firstNs) + " to " + Words.moment(span.lastNs);
  }

  private static Step step(Report.CauseSum sum, String when, Reasons reasons) {
    long bytes = sum.cause() == Cause.READ ? sum.readBytes() : sum.deviceBytes();
    return new Step(
        sum.cause(),
        sum.path(),
        title(sum),
        Words.count(sum.requests(), "request")
            + (sum.cause() == Cause.FLUSH ? "" : ", " + Words.count(bytes, "byte"))
            + when,
        reasons.of(sum.cause(), sum.path()));
  }

  private static String title(Report.CauseSum sum) {
    return sum.path() == CausePath.OTHER
        ? sum.cause().word()
        : sum.cause().word() + " by " + sum.path().word().replace('_', ' ');
  }

  private static String began(Report report) {
    Report.Logical logical = report.logical();
    String asked =
        who(report)
            + " wrote "
            + Words.count(logical.bytes(), "byte")
            + " in "
            + Words.count(logical.writes(), "call")
            + (logical.syncs() == 0 ? "" : ", and asked " + times(logical.syncs()) + " for a sync")
            + ".";
    return asked + atReturn(report);
  }

  private static String who(Report report) {
    if (!report.processes().isEmpty()) {
      return report.processes().size() == 1
          ? "One process"
          : Words.number(report.processes().size()) + " processes";
    }
    List<String> names = report.writes().stream().map(WriteEntry::comm).distinct().toList();
    return names.size() == 1 && !names.getFirst().isEmpty()
        ? SafeText.of(names.getFirst())
        : "The workload";
  }

  private static String times(long count) {
    return count == 1 ? "once" : Words.number(count) + " times";
  }

  private static String atReturn(Report report) {
    Report.AtReturn atReturn = report.atReturn();
    Long afterNs = atReturn.afterNs();
    if (afterNs == null) {
      return "";
    }
    String last = " When the last call returned, after " + Words.duration(afterNs) + ", ";
    if (atReturn.deviceBytes() == 0) {
      return last + "the device had not been sent any of it: the bytes were in memory only.";
    }
    boolean all = atReturn.deviceBytes() == report.settled().deviceBytes();
    return last
        + (all ? "all " : "")
        + Words.count(atReturn.deviceBytes(), "byte")
        + " had been sent to the device"
        + (all ? "." : "; the rest came later.");
  }
}
