package dev.iotrace.cli;

import dev.iotrace.compare.Comparison;
import dev.iotrace.compare.RunEntry;
import dev.iotrace.event.Refusal;
import dev.iotrace.report.Books.Verdict;
import dev.iotrace.report.Report;
import java.util.Optional;

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

  /// Of a result whose figures need no proof.
  static ExitCode exitCode(Report.Outcome outcome) {
    return switch (outcome.state()) {
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case FAILED -> ExitCode.WORKLOAD_FAILED;
      case COMPLETE -> ExitCode.DONE;
    };
  }

  /// A run that waited in vain is as incomplete as one that lost events.
  private static boolean complete(Report report) {
    boolean waitedInVain =
        !report.settled().complete()
            && !report.settled().how().equals(SettleOptions.Settle.none.name());
    return report.audit().verdict() == Verdict.CLOSED && !waitedInVain;
  }

  /// The worst that happened to a run.
  ///
  /// @param refused the first run that could not begin
  static int exitCode(Comparison comparison, Optional<Refusal> refused) {
    if (comparison.runs().stream().anyMatch(run -> run.ending() == RunEntry.Ending.FAILED)) {
      return ExitCode.WORKLOAD_FAILED.number();
    }
    if (refused.isPresent()) {
      return refused.get().exitCode();
    }
    boolean closed = comparison.runs().stream().allMatch(RunEntry::sound);
    return (closed ? ExitCode.DONE : ExitCode.BOOKS_OPEN).number();
  }
}
