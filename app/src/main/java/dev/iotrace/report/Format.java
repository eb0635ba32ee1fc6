package dev.iotrace.report;

import java.io.IOException;
import java.io.Writer;

/// A way to show a result.
public interface Format<T> {
  /// Writes the whole of it; does not close the writer.
  void write(T result, Writer out) throws IOException;
}
