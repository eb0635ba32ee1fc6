package dev.iotrace.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// A way to show a result to people.
public interface TextFormat<T> extends Format<T> {
  /// The whole of it, without line ends.
  List<String> lines(T result);

  @Override
  default void write(T result, Writer out) throws IOException {
    for (String line : lines(result)) {
      out.write(line);
      out.write('\n');
    }
  }
}
