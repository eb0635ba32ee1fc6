package dev.iotrace.correlate;

import dev.iotrace.event.IoEvent;

/// Links physical requests to logical writes.
public final class Correlator {
  /// @param setting what is known beforehand
  /// @param sink takes what is finished
  public Correlator(CorrelatorSetting setting, CauseSink sink) {
    throw new IllegalStateException("to be written by the lead");
  }

  /// Takes the next event; events come in kernel-time order.
  public void accept(IoEvent event) {}

  /// Whether everything that the workload caused has reached its place: dirty pages on the device,
  /// transactions committed, their blocks home, nothing in flight.
  public boolean settled() {
    return false;
  }

  /// What is still awaited, in words for a progress line: empty when settled.
  public String awaiting() {
    return "";
  }

  /// Ends the trace: hands everything that is left to the sink.
  public void finish() {}

  /// The sums to hold against the kernel's counters; meaningful after [#finish()].
  public Audit audit() {
    return new Audit(false, 0, 0, 0, 0, 0, 0);
  }
}
