package dev.iotrace.probe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The format of a line that is kept in a map ([KeptLines]): words and conversions between spaces.
///
/// @param words what `printf` would be given, without the end of the line
record KeptFormat(List<String> words) {
  private static final Set<String> NUMBERS = Set.of("%llu", "%lld", "%u", "%d");
  private static final String TEXT = "%s";

  /// The only text that is short.
  static final String SHORT_TEXT = "args->rwbs";

  /// What must come at once; and what is rare and stands in such branches that the kernel's
  /// verifier refuses what the compiler makes of more.
  private static final Set<String> PRINTED = Set.of("ready", "lost", "task", "ended", "unused");

  /// @param format as it stands in the script
  static KeptFormat of(String format) {
    return new KeptFormat(List.of(format.replace("\\n", "").split(" ")));
  }

  /// Whether a line of these arguments can be kept, the format itself the first of them.
  boolean keeps(List<String> arguments) {
    List<String> conversions = words.stream().filter(KeptFormat::isConversion).toList();
    if (PRINTED.contains(words.getFirst()) || conversions.size() != arguments.size() - 1) {
      return false;
    }
    for (int at = 0; at < conversions.size(); at++) {
      String conversion = conversions.get(at);
      boolean rwbs = conversion.equals(TEXT) && arguments.get(at + 1).equals(SHORT_TEXT);
      if (!rwbs && !NUMBERS.contains(conversion)) {
        return false;
      }
    }
    return true;
  }

  /// Equal for formats whose arguments fit the same map.
  String shape() {
    return words.stream()
        .filter(KeptFormat::isConversion)
        .map(word -> word.equals(TEXT) ? "s" : "n")
        .collect(Collectors.joining());
  }

  /// Writes the line as `printf` would have, with the parts of the key for the conversions.
  ///
  /// @param key where the first part begins in `bytes`; a comma parts one from the next
  /// @param end the end of the last
  /// @param line has room for it
  /// @return its length
  /// @throws MalformedLine when there are more or fewer parts
  int write(byte[] bytes, int key, int end, byte[] line) {
    int to = 0;
    int at = key;
    for (String word : words) {
      if (to > 0) {
        line[to++] = ' ';
      }
      if (isConversion(word)) {
        if (at >= end) {
          throw new MalformedLine("a key is too short");
        }
        while (at < end && bytes[at] != ',') {
          line[to++] = bytes[at++];
        }
        at++;
      } else {
        byte[] text = word.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, line, to, text.length);
        to += text.length;
      }
    }
    if (at <= end) {
      throw new MalformedLine("a key is too long");
    }
    return to;
  }

  private static boolean isConversion(String word) {
    return word.startsWith("%");
  }
}
