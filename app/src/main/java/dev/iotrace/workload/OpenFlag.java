package dev.iotrace.workload;

import dev.iotrace.syscall.OpenFlags;

/// How the file is opened, beyond writing to it.
public enum OpenFlag {
  DIRECT(OpenFlags.O_DIRECT),
  DSYNC(OpenFlags.O_DSYNC),
  SYNC(OpenFlags.O_SYNC),
  APPEND(OpenFlags.O_APPEND);

  private final int bits;

  OpenFlag(int bits) {
    this.bits = bits;
  }

  /// The flag for `openat`, of [OpenFlags].
  public int bits() {
    return bits;
  }
}
