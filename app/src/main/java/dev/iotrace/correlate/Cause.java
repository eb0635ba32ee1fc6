package dev.iotrace.correlate;

import java.util.Locale;

/// Why a request exists.
public enum Cause {
  /// Bytes of a file.
  DATA,
  /// A block of the journal: descriptor, copied block, commit record.
  JOURNAL,
  /// A metadata block in its own place.
  METADATA,
  /// The journal's superblock (and other file systems' superblock writes).
  SUPERBLOCK,
  /// A request to empty the device's write cache.
  FLUSH,
  /// A read.
  READ,
  /// Nobody knows.
  UNKNOWN;

  /// The word in the report.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
