package dev.iotrace.watch;

/// A count and a sum of bytes that were added up as one number: the count times 2^40, plus the
/// bytes. Right while there are less than 2^24 and less than a terabyte.
record Packed(long count, long bytes) {
  static final Packed NONE = new Packed(0, 0);

  private static final int SHIFT = 40;

  static Packed of(long value) {
    return new Packed(value >>> SHIFT, value & ((1L << SHIFT) - 1));
  }

  Packed plus(Packed other) {
    return new Packed(count + other.count, bytes + other.bytes);
  }
}
