package dev.iotrace.lab;

import dev.iotrace.report.Prose;
import java.util.ArrayList;
import java.util.List;

/// A page for a terminal or a pipe: plain text, no colour.
public final class TerminalPage {
  private TerminalPage() {}

  /// The lines, an empty one before each part.
  public static List<String> lines(List<Part> parts, int columns) {
    List<String> lines = new ArrayList<>();
    for (Part part : parts) {
      lines.add("");
      switch (part) {
        case Part.Title title -> lines.addAll(underlined(title.text(), "=", columns));
        case Part.Heading heading -> lines.addAll(underlined(heading.text(), "-", columns));
        case Part.Paragraph paragraph -> lines.addAll(Prose.wrap("", paragraph.text(), columns));
        case Part.Listing listing -> lines.addAll(listing.lines());
      }
    }
    return lines;
  }

  private static List<String> underlined(String text, String line, int columns) {
    List<String> lines = new ArrayList<>(Prose.wrap("", text, columns));
    lines.add(line.repeat(lines.stream().mapToInt(String::length).max().orElse(0)));
    return lines;
  }
}
