package dev.iotrace.expect;

import dev.iotrace.saved.SavedReport;
import java.util.List;

/// The outcomes of one report.
public record Checked(String file, List<Expectation.Outcome> outcomes) {
  /// Checks it.
  public static Checked of(SavedReport report, List<? extends Expectation> expectations) {
    return new Checked(
        report.file().toString(), expectations.stream().map(each -> each.check(report)).toList());
  }

  /// Whether it shows all that is asked.
  public boolean met() {
    return outcomes.stream().allMatch(Expectation.Outcome::met);
  }

  /// How many it does not show.
  long failed() {
    return outcomes.stream().filter(outcome -> !outcome.met()).count();
  }
}
