package dev.iotrace.filesystem;

import dev.iotrace.event.Refusal;

/// Nothing can be measured at this target.
public final class TargetRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;
  private static final int HOST = 3;

  private final int exitCode;

  private TargetRefused(int exitCode, String target, String why, String mend) {
    super("cannot write to " + target, why, mend);
    this.exitCode = exitCode;
  }

  /// The user named the wrong thing.
  static TargetRefused usage(Object target, String why, String mend) {
    return new TargetRefused(USAGE, target.toString(), why, mend);
  }

  /// The thing is as it is.
  static TargetRefused host(Object target, String why, String mend) {
    return new TargetRefused(HOST, target.toString(), why, mend);
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
