package dev.iotrace.safety;

/// The moments of a run at which something may be looked at; the clock stands still meanwhile.
public enum Moment {
  /// The file is open, nothing is written.
  BEGUN,
  /// The last write has returned.
  WRITTEN,
  /// fsync has returned.
  SYNCED,
  /// close has returned; the file is still there.
  CLOSED
}
