package dev.iotrace.safety;

import dev.iotrace.report.Format;
import dev.iotrace.report.JsonDocument;
import java.io.IOException;
import java.io.Writer;

/// The result as one JSON document.
public final class SafetyJson implements Format<SafetyReport> {
  @Override
  public void write(SafetyReport report, Writer out) throws IOException {
    JsonDocument.write(report, out);
  }
}
