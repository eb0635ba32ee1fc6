package dev.iotrace.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes the lines out of the maps of [KeptLines] and counts whether all have come.
///
/// A map comes as `{"type": "map", "data": {"@kept0_a": {"3,5,7": 1, "4,6,8": 1}}}`.
final class KeptDecoder {
  private static final byte[] KEPT = ascii("{\"type\": \"map\", \"data\": {\"@kept");
  private static final byte[] TOLD = ascii("{\"type\": \"map\", \"data\": {\"@told_");
  private static final int HALVES = 2;
  private static final byte QUOTE = '"';

  /// More than the words of any format take.
  private static final int LONGEST_WORDS = 1 << 8;

  private final List<KeptFormat> formats;
  private final Taker taker;
  private final Map<String, Long> newestNs = new HashMap<>();
  private final long[] told = new long[HALVES];
  private final long[] come = new long[HALVES];
  private final long[] missed = new long[HALVES];
  private byte[] line = new byte[2 * LONGEST_WORDS];

  /// Takes a line as if it had been printed.
  interface Taker {
    /// `bytes[0, end)`, valid during the call only.
    ///
    /// @throws RuntimeException of [EventDecoder#decode], when it is not what the scripts print
    void line(byte[] bytes, int end);
  }

  KeptDecoder(List<KeptFormat> formats, Taker taker) {
    this.formats = formats;
    this.taker = taker;
  }

  /// Whether the line of bpftrace's output is such a map.
  boolean knows(byte[] bytes, int from, int end) {
    return begins(bytes, from, end, KEPT) || begins(bytes, from, end, TOLD);
  }

  /// Reads one.
  ///
  /// @return how many lines could not be understood
  int read(byte[] bytes, int from, int end) {
    if (begins(bytes, from, end, TOLD)) {
      told(bytes, from + TOLD.length, end);
      return 0;
    }
    int nameEnd = index(bytes, QUOTE, from + KEPT.length, end);
    String name = new String(bytes, from, nameEnd - from, StandardCharsets.US_ASCII);
    int half = half(bytes[nameEnd - 1]);
    long seenNs = newestNs.getOrDefault(name, Long.MIN_VALUE);
    long newest = seenNs;
    int malformed = 0;
    int key = index(bytes, QUOTE, nameEnd + 1, end) + 1;
    while (key < end) {
      int keyEnd = index(bytes, QUOTE, key, end);
      long ns = number(bytes, index(bytes, ',', key, keyEnd) + 1, keyEnd);
      if (ns > seenNs) { // else printed before, and the signal to end came before it was emptied
        newest = Math.max(newest, ns);
        come[half]++;
        malformed += take(bytes, key, keyEnd) ? 0 : 1;
      }
      key = next(bytes, keyEnd + 1, end);
    }
    newestNs.put(name, newest);
    return malformed;
  }

  /// How many lines of that half have not come, which was just printed; each is told once.
  long missing(int half) {
    long missing = Math.max(0, told[half] - come[half] - missed[half]);
    missed[half] += missing;
    return missing;
  }

  private boolean take(byte[] bytes, int key, int keyEnd) {
    int comma = index(bytes, ',', key, keyEnd);
    if (line.length < keyEnd - key + LONGEST_WORDS) {
      line = new byte[2 * (keyEnd - key + LONGEST_WORDS)];
    }
    try {
      int format = Math.toIntExact(number(bytes, key, comma));
      if (format >= formats.size()) {
        return false;
      }
      taker.line(line, formats.get(format).write(bytes, comma + 1, keyEnd, line));
      return true;
    } catch (MalformedLine | IllegalArgumentException | ArithmeticException notOurs) {
      return false;
    }
  }

  /// `a": 12}}`
  private void told(byte[] bytes, int at, int end) {
    told[half(bytes[at])] = number(bytes, index(bytes, ':', at, end) + 2, end);
  }

  private static int half(byte letter) {
    return letter == 'b' ? 1 : 0;
  }

  /// Where the next key begins, behind the value, which newer versions print as text when large.
  private static int next(byte[] bytes, int colon, int end) {
    int value = colon + 2;
    int from =
        value < end && bytes[value] == QUOTE ? index(bytes, QUOTE, value + 1, end) + 1 : value;
    return index(bytes, QUOTE, from, end) + 1;
  }

  /// Where that stands first, `end` when it does not.
  private static int index(byte[] bytes, int what, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != what) {
      at++;
    }
    return Math.min(at, end);
  }

  /// The digits from there on.
  private static long number(byte[] bytes, int from, int end) {
    long value = 0;
    for (int at = from; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      value = value * 10 + bytes[at] - '0';
    }
    return value;
  }

  private static boolean begins(byte[] bytes, int from, int end, byte[] with) {
    return end - from > with.length
        && Arrays.equals(bytes, from, from + with.length, with, 0, with.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
