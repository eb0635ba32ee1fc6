package dev.iotrace.expect;

import dev.iotrace.saved.SavedReport;

/// Something that a report is to show.
public interface Expectation {
  /// What is asked, in words: `amplification <= 20 x`.
  String words();

  /// Whether the report shows it. What a report cannot tell, it does not show.
  Outcome check(SavedReport report);

  /// What came of it.
  ///
  /// @param met whether the report shows what is asked
  /// @param found what it shows
  record Outcome(String asked, boolean met, String found) {}
}
