package dev.iotrace.report;

/// What a report comes to, in a sentence.
final class Headline {
  private Headline() {}

  /// Bytes in, bytes on the device, their ratio, and how much may be missing.
  ///
  /// @param exact whether there is no caveat; else the ratio is a lower bound
  static String of(Report report, boolean exact) {
    Double ratio = report.settled().amplificationRatio();
    String settled =
        Words.count(report.logical().bytes(), "byte")
            + " written -> "
            + Words.count(report.settled().deviceBytes(), "byte")
            + " on the device"
            + (ratio == null ? "" : ", " + Words.ratio(ratio, exact));
    String missing = missing(report.audit());
    if (report.atReturn().afterNs() == null) {
      return settled + missing;
    }
    return settled
        + "; at return "
        + Words.count(report.atReturn().deviceBytes(), "byte")
        + missing;
  }

  /// How the run ended; empty when it went to its end.
  static String outcome(Report.Outcome outcome) {
    String why = outcome.failure().isEmpty() ? "" : SafeText.of(outcome.failure()) + "; ";
    return switch (outcome.state()) {
      case COMPLETE -> "";
      case INTERRUPTED, FAILED -> outcome.state().name() + ": " + why + "this report is partial";
    };
  }

  /// How much the figures may fall short.
  private static String missing(Books books) {
    if (books.verdict() != Books.Verdict.LOWER_BOUND) {
      return "";
    }
    Long bytes = books.differenceBytes();
    return bytes == null
        ? "; LOWER BOUND: how much is missing is not known"
        : "; LOWER BOUND: "
            + Words.count(Math.max(0, bytes), "byte")
            + " that the device counted are missing";
  }
}
