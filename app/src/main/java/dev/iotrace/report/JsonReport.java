package dev.iotrace.report;

import java.io.IOException;
import java.io.Writer;

/// The report as one JSON document.
public final class JsonReport implements ReportFormat {
  @Override
  public void write(Report report, Writer out) throws IOException {
    JsonDocument.write(report, out);
  }
}
