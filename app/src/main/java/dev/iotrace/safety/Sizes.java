package dev.iotrace.safety;

import java.util.Locale;

/// Numbers of bytes as people say them.
final class Sizes {
  private static final long KIB = 1024;
  private static final String UNITS = "KMGTPE";

  private Sizes() {}

  /// Nothing is lost: `64 MiB`, `1,536 KiB`, `1,000 bytes`.
  static String exact(long bytes) {
    long value = bytes;
    int unit = 0;
    while (value >= KIB && value % KIB == 0 && unit < UNITS.length()) {
      value /= KIB;
      unit++;
    }
    String name = unit == 0 ? "bytes" : UNITS.charAt(unit - 1) + "iB";
    return String.format(Locale.ROOT, "%,d %s", value, name);
  }

  /// To three digits at least: `61.3 MiB`, `1,024 MiB`.
  static String rounded(long bytes) {
    double value = (double) bytes / KIB / KIB;
    return String.format(Locale.ROOT, value < 100 ? "%.1f MiB" : "%,.0f MiB", value);
  }
}
