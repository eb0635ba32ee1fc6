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
      lines.addAll(Prose.wrap("  ", owners(report), columns));
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
    String file = "/sys/block/" + disks(SafeText.of(report.target().device().name())) + "/stat";
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

  /// As a shell would write several.
  private static String disks(String name) {
    return name.contains("+") ? "{" + name.replace('+', ',') + "}" : name;
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
        + " lost; "
        + skipped(books.skippedLines())
        + "attribution "
        + Words.number(books.attribution().exact())
        + " exact, "
        + Words.number(books.attribution().ordered())
        + " ordered, "
        + Words.number(books.attribution().inferred())
        + " inferred";
  }

  private static String skipped(long lines) {
    return lines == 0 ? "" : Words.count(lines, "line") + " of an unknown type skipped; ";
  }

  /// Adds up to what was issued in all, of which the counters' first and last reading may leave a
  /// little out; the others' bytes include their shares of our requests.
  private static String owners(Report report) {
    long issued =
        report.settled().deviceBytes()
            + report.unrelated().deviceBytes()
            + report.unattributed().deviceBytes();
    boolean read = issued == report.audit().traced().writeBytes();
    return (read ? "of these " : "of " + Words.number(issued) + " issued in all ")
        + Words.number(report.settled().deviceBytes())
        + " are ours, "
        + totals(report.unrelated(), "unrelated")
        + ", "
        + totals(report.unattributed(), "unattributed");
  }

  private static String totals(Report.Totals totals, String whose) {
    return Words.number(totals.deviceBytes())
        + ' '
        + whose
        + " ("
        + Words.count(totals.requests(), "request")
        + ", "
        + Words.count(totals.flushes(), "flush")
        + ")";
  }
}
