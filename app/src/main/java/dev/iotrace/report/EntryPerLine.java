package dev.iotrace.report;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.util.MinimalPrettyPrinter;

/// Lays the document out for readers, `diff` and `grep`: a line for each part of the report, and
/// one for each write and request. For one document.
final class EntryPerLine extends MinimalPrettyPrinter {
  private static final long serialVersionUID = 1L;

  /// Nesting depth within the report's own object.
  private static final int REPORT = 1;

  /// Nesting depth within an object in an array that is a part of the report.
  private static final int ENTRY = 3;

  private boolean entriesWritten;

  @Override
  public void writeStartObject(JsonGenerator out) {
    TokenStreamContext context = out.streamWriteContext();
    if (context.getNestingDepth() == ENTRY && context.getParent().inArray()) {
      out.writeRaw("\n    ");
      entriesWritten = true;
    }
    out.writeRaw('{');
  }

  @Override
  public void beforeObjectEntries(JsonGenerator out) {
    if (depth(out) == REPORT) {
      out.writeRaw("\n  ");
    }
  }

  @Override
  public void writeObjectNameValueSeparator(JsonGenerator out) {
    out.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator out) {
    out.writeRaw(depth(out) == REPORT ? ",\n  " : ", ");
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator out) {
    out.writeRaw(entriesWritten && depth(out) == REPORT + 1 ? "," : ", ");
  }

  @Override
  public void writeEndArray(JsonGenerator out, int values) {
    if (entriesWritten && depth(out) == REPORT + 1) {
      out.writeRaw("\n  ");
      entriesWritten = false;
    }
    out.writeRaw(']');
  }

  @Override
  public void writeEndObject(JsonGenerator out, int entries) {
    out.writeRaw(depth(out) == REPORT ? "\n}" : "}");
  }

  private static int depth(JsonGenerator out) {
    return out.streamWriteContext().getNestingDepth();
  }
}
