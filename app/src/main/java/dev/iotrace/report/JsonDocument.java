package dev.iotrace.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// One JSON document, in the order of the records, the same bytes for the same records.
///
/// Pure ASCII: a name with terminal escapes or bidirectional overrides is harmless even when the
/// document is shown on a terminal, and the terminal's character set does not matter.
public final class JsonDocument {
  private static final ObjectWriter WRITER =
      JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .defaultLocale(Locale.ROOT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build()
          .writer();

  private JsonDocument() {}

  /// Writes the record and a line feed, and leaves the writer open.
  public static void write(Record document, Writer out) throws IOException {
    WRITER.with(new EntryPerLine()).writeValue(out, document);
    out.write('\n');
  }

  /// Writes the record as one line, and leaves the writer open.
  public static void writeLine(Record document, Writer out) throws IOException {
    WRITER.writeValue(out, document);
    out.write('\n');
  }

  /// Writes the records as one array, a line for each, and leaves the writer open.
  public static void write(List<? extends Record> entries, Writer out) throws IOException {
    out.write('[');
    for (int i = 0; i < entries.size(); i++) {
      out.write(i == 0 ? "\n  " : ",\n  ");
      WRITER.writeValue(out, entries.get(i));
    }
    out.write("\n]\n");
  }
}
