package dev.iotrace.correlate;

/// Takes what the [Correlator] has finished with, each thing once.
public interface CauseSink {
  /// A request of any owner, after its completion and the end of the transactions it belongs to.
  void request(TracedRequest request);

  /// A logical write, after everything it caused has settled or the trace has ended.
  void write(TracedWrite write);

  /// So many pages of traced files hold bytes of writes that were not sent to the device yet, from
  /// a kernel time on. Writes that are only counted are in none.
  default void dirty(long timeNs, long pages) {}
}
