package dev.iotrace.probe;

/// A capability of a process that matters here, by its bit (include/uapi/linux/capability.h).
enum Capability {
  SYS_ADMIN(21),
  SYS_RESOURCE(24),
  PERFMON(38),
  BPF(39);

  private final int bit;

  Capability(int bit) {
    this.bit = bit;
  }

  /// Whether it is in this set, written as `CapEff:` of proc_pid_status(5).
  boolean isIn(String set) {
    return (Long.parseUnsignedLong(set, 16) >>> bit & 1) == 1;
  }
}
