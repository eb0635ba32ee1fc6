package dev.iotrace.lab;

import dev.iotrace.report.Format;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// Labs as Markdown.
public final class MarkdownSheet implements Format<List<Part>> {
  private static final String FENCE = "```";

  @Override
  public void write(List<Part> parts, Writer out) throws IOException {
    out.write("# " + LabPage.SHEET_TITLE + "\n");
    for (Part part : parts) {
      out.write("\n" + text(part) + "\n");
    }
  }

  private static String text(Part part) {
    return switch (part) {
      case Part.Title title -> "## " + title.text();
      case Part.Heading heading -> "### " + heading.text();
      case Part.Paragraph paragraph -> paragraph.text();
      case Part.Listing listing -> FENCE + "\n" + String.join("\n", listing.lines()) + "\n" + FENCE;
    };
  }
}
