package dev.iotrace.expect;

import dev.iotrace.report.Format;
import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The outcomes for people: a line for each that is asked, then the sum.
public final class CheckedText implements Format<List<Checked>> {
  private final int columns;

  /// @param columns width of the terminal, 80 when piped
  public CheckedText(int columns) {
    this.columns = columns;
  }

  @Override
  public void write(List<Checked> reports, Writer out) throws IOException {
    for (Checked report : reports) {
      out.write(SafeText.of(report.file()) + '\n');
      for (Expectation.Outcome outcome : report.outcomes()) {
        String words = outcome.asked() + ": " + outcome.found();
        String first = outcome.met() ? "  ok    " : "  FAIL  ";
        for (String line : Prose.wrap(first, SafeText.of(words), columns)) {
          out.write(line + '\n');
        }
      }
    }
  }
}
