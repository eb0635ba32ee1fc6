package dev.iotrace.probe;

/// Text of unknown origin made fit for one line of a message.
final class Printable {
  private static final int MOST_CHARS = 300;

  private Printable() {}

  /// The text with every control character as `?`, cut when it is long.
  static String of(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .limit(MOST_CHARS)
        .map(each -> Character.isISOControl(each) ? '?' : each)
        .forEach(result::appendCodePoint);
    return result.toString().strip();
  }
}
