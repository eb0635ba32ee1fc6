package dev.iotrace.correlate;

import java.util.Locale;

/// How well a link of cause is known, weakest last.
public enum Level {
  /// An identity that the kernel gave: inode and page, transaction id, sector.
  EXACT,
  /// The kernel's order guarantees it.
  ORDERED,
  /// A rule of thumb.
  INFERRED;

  /// The word in the report.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The weaker of two.
  public Level weaker(Level other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
