package dev.iotrace.safety;

import dev.iotrace.event.Refusal;

/// The sizes, the block and the place do not go together; nothing was written.
public final class SafetyRefused extends Refusal {
  private static final long serialVersionUID = 1L;
  private static final int USAGE = 2;

  SafetyRefused(String what, String why, String mend) {
    super(what, why, mend);
  }

  @Override
  public int exitCode() {
    return USAGE;
  }
}
