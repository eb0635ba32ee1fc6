package dev.iotrace.cli;

import dev.iotrace.event.Refusal;

/// An option that makes no sense, alone or beside another.
final class OptionRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  OptionRefused(String what, String why, String mend) {
    super(what, why, mend);
  }

  @Override
  public int exitCode() {
    return ExitCode.USAGE.number();
  }
}
