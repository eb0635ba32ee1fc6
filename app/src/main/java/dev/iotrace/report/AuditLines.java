package dev.iotrace.report;

import java.util.ArrayList;
import java.util.List;

/// Whether the books close, in words.
final class AuditLines {
  private AuditLines() {}

  static List<String> of(Report report, int columns) {
    List<String> lines = new ArrayList<>();
    lines.addAll(Prose.wrap("", verdict(report), columns));
    Report.Totals unrelated = report.unrelated();
    Report.Totals unattributed = report.unattributed();
    if (unrelated.requests() + unrelated.deviceBytes() + unattributed.requests() > 0) {
      lines.addAll(Prose.wrap("  ", "unrelated: " + totals(unrelated), columns));
      lines.addAll(Prose.wrap("  ", "unattributed: " + totals(unattributed), columns));
    }
    return lines;
  }

  private static String verdict(Report report) {
    Books books = report.audit();
    String traced = Words.count(books.traced().writeBytes(), "byte") + " traced";
    return switch (books.verdict()) {
      case CLOSED -> "books closed: " + traced + " = " + counted(report) + tail(books);
      case LOWER_BOUND -> "books NOT closed: " + traced + ", " + counted(report) + tail(books);
      case UNCHECKED -> "books unchecked: " + traced + ", " + counted(report) + tail(books);
    };
  }

  private static String counted(Report report) {
    Books.Sums counter = report.audit().deviceCounter();
    String file = "/sys/block/" + SafeText.of(report.target().device().name()) + "/stat";
    if (counter == null) {
      return "no count of " + file;
    }
    Long flushes = counter.flushes();
    Long traced = report.audit().traced().flushes();
    return Words.count(counter.writeBytes(), "byte")
        + " counted by "
        + file
        + (flushes == null || traced == null
            ? "; flushes not counted by this kernel"
            : flushes(traced, flushes));
  }

  private static String flushes(long traced, long counted) {
    return "; "
        + Words.count(traced, "flush")
        + (traced == counted ? " = " : ", counted ")
        + Words.number(counted);
  }

  private static String tail(Books books) {
    return "; "
        + Words.count(books.lostEvents(), "event")
        + " lost; attribution "
        + Words.number(books.attribution().exact())
        + " exact, "
        + Words.number(books.attribution().ordered())
        + " ordered, "
        + Words.number(books.attribution().inferred())
        + " inferred";
  }

  private static String totals(Report.Totals totals) {
    return Words.count(totals.deviceBytes(), "byte")
        + " in "
        + Words.count(totals.requests(), "request")
        + ", "
        + Words.count(totals.flushes(), "flush");
  }
}
