package dev.iotrace.cli;

import dev.iotrace.lab.HtmlSheet;
import dev.iotrace.lab.MarkdownSheet;
import dev.iotrace.lab.Part;
import dev.iotrace.report.Format;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The file of `iotrace lab run --sheet`, made before anything is run. When no lab came to an
/// answer, it goes again.
final class LabSheet implements AutoCloseable {
  /// How wide its tables and pictures are: what fits a printed page.
  static final int COLUMNS = 80;

  private final @Nullable Path file;
  private final Writer out;
  private final Format<List<Part>> format;
  private final List<Part> parts = new ArrayList<>();

  private LabSheet(@Nullable Path file, Writer out, Format<List<Part>> format) {
    this.file = file;
    this.out = out;
    this.format = format;
  }

  /// @param file its name decides the form; null for none
  /// @throws dev.iotrace.event.Refusal when it exists, cannot be made, or has no form
  static LabSheet create(@Nullable Path file) {
    if (file == null) {
      return new LabSheet(null, Writer.nullWriter(), new MarkdownSheet());
    }
    Format<List<Part>> format = format(file);
    return new LabSheet(file, NewFile.create(file), format);
  }

  private static Format<List<Part>> format(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".html") || name.endsWith(".htm")) {
      return new HtmlSheet();
    }
    if (name.endsWith(".md")) {
      return new MarkdownSheet();
    }
    throw new OptionRefused(
        "--sheet " + file, "its name says no form", "end it in .md or in .html");
  }

  void add(List<Part> more) {
    parts.addAll(more);
  }

  @Override
  public void close() {
    try (out) {
      if (!parts.isEmpty()) {
        format.write(parts, out);
      } else if (file != null) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw OutputRefused.cannotWrite(e);
    }
  }
}
