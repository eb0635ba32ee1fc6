package dev.iotrace.lab;

import dev.iotrace.report.Caveats;
import dev.iotrace.report.Report;
import dev.iotrace.report.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// One lab as it is read: first what stands before the experiment, then what it showed.
public final class LabPage {
  /// What a sheet of labs is called.
  static final String SHEET_TITLE = "iotrace labs: what a write costs";

  private static final LabWords EVERY = LabWords.of("every-lab");

  private final Lab lab;
  private final LabWords words;
  private final int columns;

  /// @param columns how wide tables and pictures may be
  public LabPage(Lab lab, int columns) {
    this.lab = lab;
    this.words = lab.words();
    this.columns = columns;
  }

  /// Title, question, and what is to be predicted.
  public List<Part> question() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Title("Lab " + lab.number() + ": " + words.title()));
    parts.add(new Part.Heading("The question"));
    parts.addAll(words.section("Question"));
    parts.add(new Part.Heading("Your prediction"));
    parts.addAll(words.section("Prediction"));
    return parts;
  }

  /// What stands in place of a prediction.
  ///
  /// @param wanted whether one would have been asked for, had there been a terminal
  public List<Part> unasked(boolean wanted) {
    return EVERY.section(wanted ? "Skipped" : "Not asked");
  }

  /// The command lines.
  ///
  /// @param trials as they are run
  public List<Part> experiment(List<Trial> trials) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Heading("The experiment"));
    parts.addAll(words.section("Experiment"));
    List<String> lines = new ArrayList<>();
    for (Trial trial : trials) {
      trial.typed(columns - 2).forEach(line -> lines.add("  " + line));
    }
    parts.add(new Part.Listing(lines));
    return parts;
  }

  /// What these runs showed.
  ///
  /// @param predicted by the learner, in the unit of the prediction; empty for nothing
  /// @param recorded whether they were replayed from the lab's own traces
  public List<Part> answer(List<Report> reports, OptionalDouble predicted, boolean recorded) {
    Findings findings = lab.findings(reports, columns);
    String kernel = reports.getFirst().host().kernel();
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Heading(
            recorded
                ? "The answer: RECORDED on Linux " + SafeText.of(kernel) + ", not on this machine"
                : "The answer, measured"));
    predicted.ifPresent(
        value -> parts.add(new Part.Paragraph(lab.prediction().judge(value, findings.measured()))));
    parts.addAll(caveats(reports));
    parts.addAll(words.section("Answer", findings));
    findings.bands().forEach(band -> parts.add(new Part.Paragraph(band.sentence(kernel))));
    parts.add(new Part.Heading("Why"));
    parts.addAll(words.section("Why", findings));
    parts.add(new Part.Heading("What would change it"));
    parts.addAll(words.section("What would change it"));
    parts.add(new Part.Heading("Clean-up"));
    parts.addAll(EVERY.section(recorded ? "Nothing to clean" : "Clean-up"));
    return parts;
  }

  /// Why the figures are not exact, where they are not.
  private List<Part> caveats(List<Report> reports) {
    List<Part> parts = new ArrayList<>();
    for (int trial = 0; trial < reports.size(); trial++) {
      List<String> reasons = Caveats.of(reports.get(trial));
      if (!reasons.isEmpty()) {
        parts.add(
            new Part.Paragraph(
                "NOT EXACT, "
                    + lab.trials().get(trial).name()
                    + ": "
                    + String.join("; ", reasons)
                    + "."));
      }
    }
    return parts;
  }
}
