package dev.iotrace.correlate;

/// Whose request it is.
public enum Owner {
  /// At least one traced write is among its causes.
  TRACED,
  /// It demonstrably belongs to somebody else.
  UNRELATED,
  /// No link was found: an honest answer, and a bug to hunt.
  UNATTRIBUTED
}
