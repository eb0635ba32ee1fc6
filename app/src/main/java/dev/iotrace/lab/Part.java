package dev.iotrace.lab;

import java.util.List;

/// A piece of a page.
public sealed interface Part {
  /// The title of a lab.
  record Title(String text) implements Part {}

  /// The title of a section.
  record Heading(String text) implements Part {}

  /// One paragraph, without line breaks; code stands between backticks.
  record Paragraph(String text) implements Part {}

  /// Lines that stay as they are: tables, pictures, command lines.
  record Listing(List<String> lines) implements Part {}
}
