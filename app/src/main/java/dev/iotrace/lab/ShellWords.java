package dev.iotrace.lab;

import java.util.ArrayList;
import java.util.List;

/// Command lines for people to type.
final class ShellWords {
  private static final String CONTINUED = " \\";
  private static final String INDENT = "    ";

  private ShellWords() {}

  /// The words as sh(1) reads them, in lines that end in a backslash where they go on.
  static List<String> lines(List<String> words, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      String quoted = quoted(word);
      boolean full = line.length() + 1 + quoted.length() + CONTINUED.length() > columns;
      if (!line.isEmpty() && full) {
        lines.add(line + CONTINUED);
        line = new StringBuilder(INDENT).append(quoted);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(quoted);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /// No word of a lab holds a single quote, and the only variable is [Trial#PLACE].
  private static String quoted(String word) {
    String plain = word.replace(Trial.PLACE, "DIR");
    return plain.matches("[\\w./,:=@%+-]+") ? word : "'" + word + "'";
  }
}
