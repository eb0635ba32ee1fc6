package dev.iotrace.cli;

import dev.iotrace.report.Books.Verdict;
import dev.iotrace.report.Report;

/// What a finished report means for the exit code.
final class Verdicts {
  private Verdicts() {}

  static ExitCode exitCode(Report report) {
    return switch (report.outcome().state()) {
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case FAILED -> ExitCode.WORKLOAD_FAILED;
      case COMPLETE -> complete(report) ? ExitCode.DONE : ExitCode.BOOKS_OPEN;
    };
  }

  /// A run that waited in vain is as incomplete as one that lost events.
  private static boolean complete(Report report) {
    boolean waitedInVain =
        !report.settled().complete()
            && !report.settled().how().equals(SettleOptions.Settle.none.name());
    return report.audit().verdict() == Verdict.CLOSED && !waitedInVain;
  }
}
