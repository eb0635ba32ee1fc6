package dev.iotrace.cli;

import dev.iotrace.report.Report;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.Target;
import dev.iotrace.report.TerminalReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// The file systems on which somebody is followed, each with the place of its report.
final class RunLanes implements AutoCloseable {
  private final List<Lane> lanes = new ArrayList<>();

  /// @param where a file system
  /// @param output where its report goes
  record Lane(RunPlace where, RunOutput output) {}

  private RunLanes() {}

  /// The first has the files that were named, the others such with the name of their device.
  ///
  /// @throws OutputRefused when a file exists or cannot be made
  static RunLanes open(List<RunPlace> places, RunOutputOptions options) {
    RunLanes opened = new RunLanes();
    boolean open = false;
    try {
      for (RunPlace place : places) {
        String word = opened.lanes.isEmpty() ? "" : place.target().stack().top().name();
        opened.lanes.add(new Lane(place, RunOutput.open(options, word)));
      }
      open = true;
      return opened;
    } finally {
      if (!open) {
        opened.close();
      }
    }
  }

  List<Lane> all() {
    return List.copyOf(lanes);
  }

  /// Writes the reports that tell something into their files. The first is written in any case.
  ///
  /// @param reports one for each, in this order
  /// @return those that tell something; the first, when none does
  List<Report> write(List<Report> reports) {
    List<Report> telling = new ArrayList<>();
    for (int i = 0; i < lanes.size(); i++) {
      boolean tells = tells(lanes.get(i), reports.get(i));
      if (tells || i == 0) {
        lanes.get(i).output.write(reports.get(i));
      } else {
        lanes.get(i).output.drop();
      }
      if (tells) {
        telling.add(reports.get(i));
      }
    }
    return telling.isEmpty() ? List.of(reports.getFirst()) : telling;
  }

  private static boolean tells(Lane lane, Report report) {
    return lane.where.asked()
        || report.logical().writes() > 0
        || report.logical().syncs() > 0
        || report.settled().deviceBytes() > 0
        || report.files().stream().anyMatch(file -> file.inode() != 0);
  }

  /// Shows some of the reports, with their places where there were several.
  void show(List<Report> reports, PrintWriter to) throws IOException {
    TerminalReport.Layout layout = new TerminalReport.Layout(Terminal.columns(), false);
    for (Report report : reports) {
      if (lanes.size() > 1) {
        to.println();
        to.println(SafeText.of(title(report.target())));
      }
      new TerminalReport(layout).write(report, to);
    }
    to.flush();
  }

  private static String title(Target target) {
    return target.path()
        + ", "
        + target.fileSystem().type()
        + " on "
        + target.device().name()
        + ":";
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.output.close());
  }
}
