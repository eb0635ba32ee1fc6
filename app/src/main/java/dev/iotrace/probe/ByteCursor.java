package dev.iotrace.probe;

/// A place in the raw bytes of a line, left to right.
abstract class ByteCursor {
  private static final int MOST_DIGITS = 20;

  protected byte[] bytes = new byte[0];
  protected int at;
  protected int end;

  /// Begins a new line, `line[from, lineEnd)`.
  final void begin(byte[] line, int from, int lineEnd) {
    bytes = line;
    at = from;
    end = lineEnd;
  }

  /// The integer of 64 bits that stands here. Unsigned ones wrap: 2^64-1 is -1.
  final long integer() {
    boolean negative = at < end && bytes[at] == '-';
    if (negative) {
      at++;
    }
    int first = at;
    long value = 0;
    while (at < end) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      at++;
    }
    if (at == first || at - first > MOST_DIGITS) {
      throw new MalformedLine("not a number");
    }
    return negative ? -value : value;
  }
}
