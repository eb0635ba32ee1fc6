package dev.iotrace.report;

/// Where a [LiveTimeline] is told.
public interface Screen extends AutoCloseable {
  /// A line that stays; names in it are safe already.
  void tell(String line);

  /// What is awaited, until something else is.
  void awaiting(String what);

  /// Takes away what does not stay.
  void clear();

  @Override
  void close();
}
