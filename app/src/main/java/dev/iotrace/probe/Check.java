package dev.iotrace.probe;

import dev.iotrace.event.Refusal;

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
    RAW_TRACEPOINTS,
    BLOCK_TRACEPOINTS,
    EXT4_TRACEPOINTS,
    CALL_TRACEPOINTS,
    RUN_DIRECTORY,
    SCRATCH
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

  /// There, and nothing to mend.
  public static Check ok(Name name, String found) {
    return new Check(name, State.OK, found, "", "");
  }

  /// There, but for what this costs.
  public static Check degraded(Name name, String found, String effect, String mend) {
    return new Check(name, State.DEGRADED, found, effect, mend);
  }

  /// What a write refuses with.
  public static Check missing(Name name, Refusal refusal) {
    return new Check(name, State.MISSING, refusal.why(), "no write can be traced", refusal.mend());
  }

  /// What there is and what it costs, in one sentence.
  String note() {
    return found + ": " + effect;
  }
}
