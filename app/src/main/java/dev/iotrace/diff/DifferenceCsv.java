package dev.iotrace.diff;

import dev.iotrace.report.Csv;
import dev.iotrace.report.Format;
import dev.iotrace.report.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The difference as CSV, a line for each figure, cause and file.
public final class DifferenceCsv implements Format<Difference> {
  @Override
  public void write(Difference difference, Writer out) throws IOException {
    out.write("of,name,unit,a_median,a_min,a_max,a_runs,b_median,b_min,b_max,b_runs,difference,");
    out.write("change_ratio,p_value" + Csv.LINE_END);
    write("run", difference.figures(), out);
    write("cause", difference.byCause(), out);
    write("file", difference.byFile(), out);
  }

  private static void write(String of, List<Change> changes, Writer out) throws IOException {
    for (Change change : changes) {
      out.write(
          Csv.line(
              List.of(
                  of,
                  Csv.name(change.name()),
                  Words.of(change.unit()),
                  fields(change.a()),
                  fields(change.b()),
                  Csv.value(change.difference()),
                  Csv.value(change.changeRatio()),
                  Csv.value(change.pValue()))));
    }
  }

  private static String fields(@Nullable Sample sample) {
    return sample == null
        ? ",,,"
        : sample.median() + "," + sample.min() + "," + sample.max() + "," + sample.runs();
  }
}
