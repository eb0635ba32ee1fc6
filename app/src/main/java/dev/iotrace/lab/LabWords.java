package dev.iotrace.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fixed words of a lab: Markdown, a section for each step, paragraphs between empty lines.
/// `{name}` stands for a figure of the [Findings]; alone in a paragraph it may be a listing.
final class LabWords {
  private static final Pattern HOLE = Pattern.compile("\\{([a-z0-9_]+)}");
  private static final String TITLE = "# ";
  private static final String SECTION = "## ";

  private final String title;
  private final Map<String, List<String>> sections;

  private LabWords(String title, Map<String, List<String>> sections) {
    this.title = title;
    this.sections = sections;
  }

  /// @param name of the resource, without its ending
  static LabWords of(String name) {
    try (InputStream in =
        Objects.requireNonNull(LabWords.class.getResourceAsStream(name + ".md"), name)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabWords parse(String text) {
    String title = "";
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> section = new ArrayList<>();
    for (String paragraph : text.strip().split("\n\\s*\n")) {
      String line = paragraph.replaceAll("\\s*\n\\s*", " ").strip();
      if (line.startsWith(SECTION)) {
        section = new ArrayList<>();
        sections.put(line.substring(SECTION.length()), section);
      } else if (line.startsWith(TITLE)) {
        title = line.substring(TITLE.length());
      } else {
        section.add(line);
      }
    }
    return new LabWords(title, sections);
  }

  String title() {
    return title;
  }

  /// The paragraphs of a section that leaves nothing open.
  List<Part> section(String name) {
    return section(name, new Findings(0));
  }

  /// The paragraphs and listings of a section, filled in.
  List<Part> section(String name, Findings findings) {
    List<Part> parts = new ArrayList<>();
    for (String paragraph : Objects.requireNonNull(sections.get(name), title + ": " + name)) {
      String alone = paragraph.substring(1, paragraph.length() - 1);
      List<String> listing = findings.listings().get(alone);
      if (listing == null) {
        String filled = fill(paragraph, findings);
        if (!filled.isBlank()) {
          parts.add(new Part.Paragraph(filled));
        }
      } else if (!listing.isEmpty()) {
        parts.add(new Part.Listing(listing));
      }
    }
    return parts;
  }

  private String fill(String paragraph, Findings findings) {
    return HOLE.matcher(paragraph)
        .replaceAll(
            hole ->
                Matcher.quoteReplacement(
                    Objects.requireNonNull(
                        findings.words().get(hole.group(1)), title + ": " + hole.group())));
  }
}
