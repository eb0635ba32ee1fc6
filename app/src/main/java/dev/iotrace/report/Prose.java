package dev.iotrace.report;

import java.util.ArrayList;
import java.util.List;

/// Sentences and sections as lines.
public final class Prose {
  private Prose() {}

  /// The sentence in lines of at most `width` characters, `first` before the first line and as many
  /// spaces before the others. A word that is longer than a line, a path perhaps, goes on in the
  /// next.
  public static List<String> wrap(String first, String sentence, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    int indent = first.length();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() > indent && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(line.length() > indent ? " " : "").append(word);
      while (line.length() > width && width > indent) {
        lines.add(line.substring(0, width));
        line = new StringBuilder(" ".repeat(indent)).append(line.substring(width));
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /// Adds a section below a blank line, and its title unless that is empty; nothing for nothing.
  public static void addSection(List<String> lines, String title, List<String> section) {
    if (section.isEmpty()) {
      return;
    }
    lines.add("");
    if (!title.isEmpty()) {
      lines.add(title);
    }
    lines.addAll(section);
  }
}
