package dev.iotrace.diff;

import dev.iotrace.report.Format;
import dev.iotrace.report.JsonDocument;
import java.io.IOException;
import java.io.Writer;

/// The difference as one JSON document.
public final class DifferenceJson implements Format<Difference> {
  @Override
  public void write(Difference difference, Writer out) throws IOException {
    JsonDocument.write(difference, out);
  }
}
