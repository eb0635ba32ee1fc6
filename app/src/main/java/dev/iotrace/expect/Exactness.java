package dev.iotrace.expect;

import dev.iotrace.report.Words;
import dev.iotrace.saved.Figure;
import dev.iotrace.saved.SavedReport;

/// What a report's figures are to be worth.
public enum Exactness implements Expectation {
  /// The books are closed: nothing was lost, and the sums equal the kernel's.
  CLOSED("closed") {
    @Override
    public Outcome check(SavedReport report) {
      String verdict = report.verdict();
      return new Outcome(words(), verdict.equals("closed"), "the books are " + verdict);
    }
  },

  /// The run went to its end, and all was seen to reach its place.
  COMPLETE("complete") {
    @Override
    public Outcome check(SavedReport report) {
      boolean settled = report.json().at("/settled/complete").asBoolean(false);
      boolean complete = report.state().equals("complete");
      String found =
          complete && !settled ? "not all had reached its place" : "the run was " + report.state();
      return new Outcome(words(), complete && settled, found);
    }
  },

  /// Every byte written has a cause.
  ATTRIBUTED("attributed") {
    @Override
    public Outcome check(SavedReport report) {
      double bytes = report.figure(Figure.UNATTRIBUTED_BYTES).orElse(1);
      String found = Words.count(Math.round(bytes), "byte") + " unattributed";
      return new Outcome(words(), bytes == 0, found);
    }
  };

  private final String words;

  Exactness(String words) {
    this.words = words;
  }

  @Override
  public String words() {
    return words;
  }

  /// Why the report's figures are lower bounds.
  static String whyNot(SavedReport report) {
    Outcome closed = CLOSED.check(report);
    return closed.met() ? COMPLETE.check(report).found() : closed.found();
  }
}
