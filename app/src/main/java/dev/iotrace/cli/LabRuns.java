package dev.iotrace.cli;

import dev.iotrace.lab.Lab;
import dev.iotrace.lab.Trial;
import dev.iotrace.report.Report;
import dev.iotrace.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Where the reports of a lab come from: from runs, or from traces of earlier ones.
interface LabRuns {
  /// @throws dev.iotrace.event.Refusal when a run of one of these labs could not begin
  void requireAble(List<Lab> labs);

  /// The report of one run.
  ///
  /// @param number of the trial, from 1 on
  /// @throws dev.iotrace.event.Refusal when user or host must change something first
  Report report(Lab lab, int number, Trial trial) throws IOException, InterruptedException;

  /// Whether they were recorded, perhaps elsewhere.
  boolean areRecorded();

  /// The recorded ones, which are part of the program.
  static LabRuns recorded() {
    return new LabRuns() {
      @Override
      public void requireAble(List<Lab> labs) {
        // Nothing is needed.
      }

      @Override
      public Report report(Lab lab, int number, Trial trial) {
        Path name = Path.of(lab.traceName(number));
        try (TraceReader trace = TraceReader.ofCompressed(name, lab.recorded(number))) {
          return ReportCommand.replay(trace);
        }
      }

      @Override
      public boolean areRecorded() {
        return true;
      }
    };
  }
}
