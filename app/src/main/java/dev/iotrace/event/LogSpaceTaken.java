package dev.iotrace.event;

/// A push of the CIL takes space in the iclog that is being filled (`xfs:xlog_iclog_get_space`).
///
/// @param step [#BEGIN], [#RECORD] or 0 for space in between
public record LogSpaceTaken(long timeNs, int threadId, int step) implements IoEvent.OfXfs {
  /// The first space of a push: its checkpoint takes no more transactions.
  public static final int BEGIN = 1;

  /// Space for the commit record; the last one of a push counts.
  public static final int RECORD = 2;
}
