package dev.iotrace.perfetto;

import dev.iotrace.report.Report;
import org.jspecify.annotations.Nullable;

/// What a trace is made of.
///
/// @param zeroNs the kernel time from which the report's times count
record Source(Report report, CallsAndCommits beside, long zeroNs) {
  static Source of(Report report, CallsAndCommits beside) {
    return new Source(report, beside, beside.zeroNs(report));
  }

  /// The kernel time of a time of the report.
  long at(long reportNs) {
    return zeroNs + reportNs;
  }

  /// The same where there may be none.
  @Nullable Long atOrNull(@Nullable Long reportNs) {
    return reportNs == null ? null : at(reportNs);
  }
}
