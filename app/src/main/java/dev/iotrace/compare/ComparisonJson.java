package dev.iotrace.compare;

import dev.iotrace.report.Format;
import dev.iotrace.report.JsonDocument;
import java.io.IOException;
import java.io.Writer;

/// The comparison as one JSON document, a line for each cell and each run.
public final class ComparisonJson implements Format<Comparison> {
  @Override
  public void write(Comparison comparison, Writer out) throws IOException {
    JsonDocument.write(comparison, out);
  }
}
