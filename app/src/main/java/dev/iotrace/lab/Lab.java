package dev.iotrace.lab;

import dev.iotrace.report.Report;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// The labs, in the order in which they are to be taken.
public enum Lab {
  FOUR_BYTES,
  SAFE_WHEN,
  FSYNC_DRAGS,
  JOURNAL_OPENED,
  GROUP_COMMIT,
  OVERWRITE_APPEND_CREATE,
  DIRECT_AND_DSYNC,
  THREE_FILE_SYSTEMS,
  JOURNAL_MODES,
  DATABASE_COMMIT;

  /// The lab of that number, from 1 on.
  public static Optional<Lab> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  /// From 1 on.
  public int number() {
    return List.of(values()).indexOf(this) + 1;
  }

  /// What it is about.
  public String title() {
    return words().title();
  }

  /// What it is called where files are named.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Its runs, in their order.
  public List<Trial> trials() {
    return inquiry().trials();
  }

  /// What the learner is asked beforehand.
  public Prediction prediction() {
    return inquiry().prediction();
  }

  /// What a trace of a run is called, here and where traces are kept.
  ///
  /// @param trial from 1 on
  public String traceName(int trial) {
    return word() + "-" + trial + ".jsonl.gz";
  }

  /// The recorded trace of one of its runs, compressed, to be closed by the caller.
  ///
  /// @param trial from 1 on
  public InputStream recorded(int trial) {
    String name = "recorded/" + traceName(trial);
    return Objects.requireNonNull(Lab.class.getResourceAsStream(name), name);
  }

  private Inquiry inquiry() {
    return switch (this) {
      case FOUR_BYTES -> new FourBytes();
      case SAFE_WHEN -> new SafeWhen();
      case FSYNC_DRAGS -> new FsyncDrags();
      case JOURNAL_OPENED -> new JournalOpened();
      case GROUP_COMMIT -> new GroupCommit();
      case OVERWRITE_APPEND_CREATE -> new OverwriteAppendCreate();
      case DIRECT_AND_DSYNC -> new DirectAndDsync();
      case THREE_FILE_SYSTEMS -> new ThreeFileSystems();
      case JOURNAL_MODES -> new JournalModes();
      case DATABASE_COMMIT -> new DatabaseCommit();
    };
  }

  LabWords words() {
    return LabWords.of(word());
  }

  Findings findings(List<Report> reports, int columns) {
    List<Reading> readings = new ArrayList<>();
    for (int trial = 0; trial < reports.size(); trial++) {
      readings.add(new Reading(trials().get(trial).name(), reports.get(trial)));
    }
    return inquiry().findings(readings, columns);
  }
}
