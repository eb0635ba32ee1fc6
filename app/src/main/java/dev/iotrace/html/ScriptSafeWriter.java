package dev.iotrace.html;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/// Lets JSON through in a form that cannot end the script element it stands in, nor mean anything
/// to HTML or JavaScript: `<`, `>`, `&` and the two line separators become escapes of their number.
/// In JSON these only occur within strings, where that is the same character (RFC 8259, 7).
final class ScriptSafeWriter extends FilterWriter {
  private static final String UNSAFE = "<>&\u2028\u2029";

  ScriptSafeWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int letter) throws IOException {
    if (UNSAFE.indexOf(letter) < 0) {
      out.write(letter);
    } else {
      out.write(String.format(Locale.ROOT, "\\u%04x", letter));
    }
  }

  @Override
  public void write(char[] letters, int from, int count) throws IOException {
    int begin = from;
    for (int at = from; at < from + count; at++) {
      if (UNSAFE.indexOf(letters[at]) >= 0) {
        out.write(letters, begin, at - begin);
        write(letters[at]);
        begin = at + 1;
      }
    }
    out.write(letters, begin, from + count - begin);
  }

  @Override
  public void write(String text, int from, int count) throws IOException {
    write(text.toCharArray(), from, count);
  }
}
