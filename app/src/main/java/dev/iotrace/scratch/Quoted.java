package dev.iotrace.scratch;

import java.util.ArrayList;
import java.util.List;

/// Text in which double quotes keep a separator from separating.
final class Quoted {
  static final char QUOTE = '"';

  private Quoted() {}

  static boolean isBalanced(String text) {
    return text.chars().filter(it -> it == QUOTE).count() % 2 == 0;
  }

  /// The pieces between separators that stand outside quotes; the quotes stay.
  static List<String> cut(String text, char separator) {
    List<String> pieces = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == QUOTE;
      if (c == separator && !quoted) {
        pieces.add(text.substring(start, i));
        start = i + 1;
      }
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  /// The same without quotes and without empty pieces.
  static List<String> split(String text, char separator) {
    return cut(text, separator).stream().map(Quoted::plain).filter(it -> !it.isEmpty()).toList();
  }

  static String plain(String text) {
    return text.replace("\"", "");
  }
}
