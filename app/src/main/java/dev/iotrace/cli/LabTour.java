package dev.iotrace.cli;

import dev.iotrace.event.Refusal;
import dev.iotrace.lab.Lab;
import dev.iotrace.lab.LabPage;
import dev.iotrace.lab.Part;
import dev.iotrace.lab.TerminalPage;
import dev.iotrace.lab.Trial;
import dev.iotrace.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/// A learner's way through labs, one after the other: question, prediction, experiment, answer.
final class LabTour {
  private final LabRuns runs;
  private final LabSheet sheet;
  private final PrintWriter out;
  private final Progress progress;

  LabTour(LabRuns runs, LabSheet sheet, PrintWriter out, Progress progress) {
    this.runs = runs;
    this.sheet = sheet;
    this.out = out;
    this.progress = progress;
  }

  /// Takes them all. Of several, one that cannot be run says so, and the others go on.
  ///
  /// @param asking whether the learner is asked for predictions
  /// @return the exit code: that of the worst run
  int take(List<Lab> labs, Function<Lab, List<Trial>> trials, boolean asking)
      throws IOException, InterruptedException {
    int worst = ExitCode.DONE.number();
    for (Lab lab : labs) {
      try {
        int code = take(lab, trials.apply(lab), asking);
        if (code == ExitCode.INTERRUPTED.number()) {
          return code;
        }
        worst = worst == ExitCode.DONE.number() ? code : worst;
      } catch (Refusal refusal) {
        if (labs.size() == 1) {
          throw refusal;
        }
        progress.say("lab " + lab.number() + ": " + refusal.getMessage());
        worst = worst == ExitCode.DONE.number() ? refusal.exitCode() : worst;
      }
    }
    return worst;
  }

  private int take(Lab lab, List<Trial> trials, boolean asking)
      throws IOException, InterruptedException {
    LabPage page = new LabPage(lab, Terminal.columns());
    print(page.question());
    OptionalDouble predicted = OptionalDouble.empty();
    if (asking && Learner.isThere()) {
      predicted = Learner.predict(lab.prediction());
    } else {
      print(page.unasked(asking));
    }
    print(page.experiment(trials));
    List<Report> reports = new ArrayList<>();
    int worst = ExitCode.DONE.number();
    for (int number = 1; number <= trials.size(); number++) {
      progress.tell("run " + number + " of " + trials.size());
      Report report = runs.report(lab, number, trials.get(number - 1));
      ExitCode code = Verdicts.exitCode(report);
      switch (report.outcome().state()) {
        case INTERRUPTED, FAILED -> {
          progress.say("lab " + lab.number() + ": no answer: " + report.outcome().failure());
          return code.number();
        }
        case COMPLETE -> worst = Math.max(worst, code.number());
      }
      reports.add(report);
    }
    print(page.answer(reports, predicted, runs.areRecorded()));
    keep(lab, trials, reports);
    return worst;
  }

  private void print(List<Part> parts) {
    TerminalPage.lines(parts, Terminal.columns()).forEach(out::println);
    out.flush();
  }

  private void keep(Lab lab, List<Trial> trials, List<Report> reports) {
    LabPage page = new LabPage(lab, LabSheet.COLUMNS);
    sheet.add(page.question());
    sheet.add(page.experiment(trials));
    sheet.add(page.answer(reports, OptionalDouble.empty(), runs.areRecorded()));
  }
}
