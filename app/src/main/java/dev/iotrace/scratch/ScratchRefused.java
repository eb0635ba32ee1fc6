package dev.iotrace.scratch;

import dev.iotrace.event.Refusal;

/// The scratch file system cannot be made; nothing of it is left.
public final class ScratchRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;
  private static final int HOST = 3;

  private final int exitCode;

  private ScratchRefused(int exitCode, String what, String why, String mend) {
    super(what, why, mend);
    this.exitCode = exitCode;
  }

  /// The user asked for the wrong thing.
  static ScratchRefused usage(String what, String why, String mend) {
    return new ScratchRefused(USAGE, what, why, mend);
  }

  /// The host cannot.
  static ScratchRefused host(String what, String why, String mend) {
    return new ScratchRefused(HOST, what, why, mend);
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
