package dev.iotrace.matrix;

import dev.iotrace.report.Format;
import dev.iotrace.report.JsonDocument;
import java.io.IOException;
import java.io.Writer;

/// The matrix as one JSON document, "iotrace-bench/1".
public final class MatrixJson implements Format<MatrixResult> {
  @Override
  public void write(MatrixResult result, Writer out) throws IOException {
    JsonDocument.write(result.document(), out);
  }
}
