package dev.iotrace.bench;

import dev.iotrace.report.Format;
import dev.iotrace.report.JsonDocument;
import java.io.IOException;
import java.io.Writer;

/// The result as one JSON document.
public final class BenchJson implements Format<BenchResult> {
  @Override
  public void write(BenchResult result, Writer out) throws IOException {
    JsonDocument.write(result, out);
  }
}
