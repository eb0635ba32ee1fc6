package dev.iotrace.lab;

import java.util.List;

/// What one lab does, and what it asks of the reports.
sealed interface Inquiry
    permits FourBytes,
        SafeWhen,
        FsyncDrags,
        JournalOpened,
        GroupCommit,
        OverwriteAppendCreate,
        DirectAndDsync,
        ThreeFileSystems,
        JournalModes,
        DatabaseCommit {
  /// Its runs, in their order.
  List<Trial> trials();

  /// What the learner is asked beforehand.
  Prediction prediction();

  /// The answer.
  ///
  /// @param runs one for each trial, in their order
  /// @param columns how wide its tables and pictures may be
  Findings findings(List<Reading> runs, int columns);
}
