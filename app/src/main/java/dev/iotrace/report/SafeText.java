package dev.iotrace.report;

import java.util.Locale;

/// Makes names that others chose harmless on a terminal: every character that is not plainly
/// visible (controls, terminal escapes, bidirectional overrides, line separators, lone surrogates)
/// becomes `\\u001b`-like text, and a backslash becomes two, so that the name stays unambiguous.
public final class SafeText {
  private SafeText() {}

  /// The name in plain letters.
  public static String of(String name) {
    StringBuilder safe = new StringBuilder(name.length());
    name.codePoints().forEach(letter -> append(safe, letter));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int letter) {
    if (letter == '\\') {
      safe.append("\\\\");
    } else if (visible(letter)) {
      safe.appendCodePoint(letter);
    } else if (Character.isBmpCodePoint(letter)) {
      safe.append(String.format(Locale.ROOT, "\\u%04x", letter));
    } else {
      safe.append(String.format(Locale.ROOT, "\\U%08x", letter));
    }
  }

  private static boolean visible(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
