package dev.iotrace.html;

import dev.iotrace.report.Report;
import java.util.List;

/// As much of a report as a browser copes with: all its sums, and the first writes and requests.
///
/// @param leftOut how many entries are not in it
record Excerpt(Report report, LeftOut leftOut) {
  /// Entries that are not in the page, those that the report itself does not list included.
  record LeftOut(long writes, long syncs, long requests, long files) {}

  static Excerpt of(Report report, int most) {
    Report.Unlisted unlisted = report.unlisted();
    LeftOut leftOut =
        new LeftOut(
            beyond(report.writes(), most) + (unlisted == null ? 0 : unlisted.writes()),
            report.logical().syncs() - Math.min(most, report.syncs().size()),
            beyond(report.requests(), most) + (unlisted == null ? 0 : unlisted.requests()),
            beyond(report.files(), most));
    return new Excerpt(
        leftOut.equals(new LeftOut(0, 0, 0, 0)) ? report : cut(report, most), leftOut);
  }

  private static long beyond(List<?> entries, int most) {
    return Math.max(0, entries.size() - most);
  }

  private static <T> List<T> first(List<T> entries, int most) {
    return entries.subList(0, Math.min(most, entries.size()));
  }

  private static Report cut(Report report, int most) {
    return new Report(
        report.schema(),
        report.tool(),
        report.host(),
        report.command(),
        report.target(),
        report.workload(),
        report.outcome(),
        report.logical(),
        report.atReturn(),
        report.settled(),
        report.byCause(),
        report.stages(),
        first(report.writes(), most),
        first(report.syncs(), most),
        report.processes(),
        first(report.files(), most),
        report.leftRunning(),
        report.elsewhere(),
        first(report.requests(), most),
        report.unlisted(),
        report.unrelated(),
        report.unattributed(),
        report.audit());
  }
}
