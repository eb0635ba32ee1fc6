package dev.iotrace.probe;

/// One prerequisite of tracing, as it is on this host.
///
/// @param found what there is
/// @param effect what that costs the user; empty when it costs nothing
/// @param mend the command or the change that mends it; empty when there is nothing to mend
public record Check(Name name, State state, String found, String effect, String mend) {
  /// What is looked at.
  public enum Name {
    CAPABILITIES,
    LOCKDOWN,
    CONTAINER,
    LOCKED_MEMORY,
    TRACEFS,
    TRACE_INSTANCES,
    DEVICE_COUNTERS,
    BTF,
    BPFTRACE,
    BCC,
    FENTRY,
    KPROBES,
    BLOCK_TRACEPOINTS,
    EXT4_TRACEPOINTS,
    CALL_TRACEPOINTS
  }

  /// What it means for `iotrace write`.
  public enum State {
    /// Nothing is lost.
    OK,
    /// It works, with less.
    DEGRADED,
    /// It cannot work.
    MISSING
  }

  static Check ok(Name name, String found) {
    return new Check(name, State.OK, found, "", "");
  }

  static Check degraded(Name name, String found, String effect, String mend) {
    return new Check(name, State.DEGRADED, found, effect, mend);
  }

  static Check missing(Name name, ProbeRefused refused) {
    return new Check(name, State.MISSING, refused.why(), "no write can be traced", refused.mend());
  }

  /// What there is and what it costs, in one sentence.
  String note() {
    return found + ": " + effect;
  }
}
