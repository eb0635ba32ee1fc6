package dev.iotrace.report;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// CSV by RFC 4180, with CRLF line ends.
public final class Csv {
  /// Ends each line.
  public static final String LINE_END = "\r\n";

  /// What a spreadsheet takes for the start of a formula, full-width forms included.
  private static final String FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20";

  private Csv() {}

  /// A line of fields, each made by one of the other methods or plain by nature.
  public static String line(List<String> fields) {
    return fields.stream().collect(Collectors.joining(",", "", LINE_END));
  }

  /// A number or our own word, empty for null.
  public static String value(@Nullable Object value) {
    return Objects.toString(value, "");
  }

  /// Text that others chose: escaped as for a terminal, and what a spreadsheet would take for a
  /// formula gets an apostrophe before it.
  public static String name(String name) {
    boolean formula = !name.isEmpty() && FORMULA_STARTS.indexOf(name.charAt(0)) >= 0;
    String safe = (formula ? "'" : "") + SafeText.of(name);
    boolean quoted = safe.contains(",") || safe.contains("\"");
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
