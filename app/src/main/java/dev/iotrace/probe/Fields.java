package dev.iotrace.probe;

import java.nio.charset.StandardCharsets;

/// Reads the fields of one printed line, left to right, out of the raw bytes of its JSON string:
/// fields are parted by one space, and `\n` (two characters) ends them.
final class Fields extends ByteCursor {
  private static final int WORDS_KEPT = 1024;

  private final InternTable<String> words = new InternTable<>(WORDS_KEPT, word -> word);

  /// Whether a field follows; the frames of a stack are none.
  boolean hasNumber() {
    return at < end && bytes[at] == ' ';
  }

  /// An integer of 64 bits. Unsigned ones wrap: 2^64-1 is -1.
  long number() {
    skipSpace();
    long value = integer();
    requireFieldEnd();
    return value;
  }

  /// An integer of 32 bits.
  int smallNumber() {
    return Math.toIntExact(number());
  }

  /// A word without spaces.
  String word() {
    return word(words);
  }

  /// A word without spaces, as a value.
  <T> T word(InternTable<T> table) {
    skipSpace();
    int first = at;
    while (at < end && bytes[at] != ' ' && bytes[at] != '\\') {
      at++;
    }
    if (at == first) {
      throw new MalformedLine("a word is missing");
    }
    return table.of(bytes, first, at);
  }

  /// All that is left, as a value.
  <T> T rest(InternTable<T> table) {
    int first = at;
    at = end;
    return table.of(bytes, first, end);
  }

  /// Checks that nothing is left but the end of the line.
  void end() {
    if (at == end - 2 && bytes[at] == '\\' && bytes[at + 1] == 'n') {
      at = end;
    }
    if (at != end) {
      throw new MalformedLine("fields are left over");
    }
  }

  static String text(byte[] bytes, int from, int end) {
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private void skipSpace() {
    if (at < end && bytes[at] == ' ') {
      at++;
    }
  }

  private void requireFieldEnd() {
    if (at < end && bytes[at] != ' ' && bytes[at] != '\\') {
      throw new MalformedLine("not a number");
    }
  }
}
