package dev.iotrace.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A thread's name as bpftrace prints the bytes of a buffer (`%r`), within JSON.
final class EscapedName {
  /// `%r` writes a byte that is no text as `\x00`, JSON doubles the backslash. Then any other
  /// escape of JSON.
  private static final Pattern PIECE =
      Pattern.compile("\\\\{1,2}x([0-9a-f]{2})|\\\\\\\\|\\\\(.)|([^\\\\]+)", Pattern.DOTALL);

  private EscapedName() {}

  /// The name: up to the first zero byte, as UTF-8.
  static String text(String printed) {
    String line = printed.endsWith("\\n") ? printed.substring(0, printed.length() - 2) : printed;
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    Matcher piece = PIECE.matcher(line.stripLeading());
    while (piece.find()) {
      if (piece.group(1) != null) {
        int value = Integer.parseInt(piece.group(1), 16);
        if (value == 0) {
          break;
        }
        name.write(value);
      } else {
        String text = piece.group(3) != null ? piece.group(3) : literal(piece);
        name.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return name.toString(StandardCharsets.UTF_8);
  }

  private static String literal(Matcher piece) {
    return piece.group(2) == null ? "\\" : piece.group(2);
  }
}
