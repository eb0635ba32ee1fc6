package dev.iotrace.cli;

import dev.iotrace.event.Refusal;

/// This host does not let a watch go on.
final class WatchRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  WatchRefused(String what, String why, String mend) {
    super(what, why, mend);
  }

  @Override
  public int exitCode() {
    return ExitCode.HOST.number();
  }
}
