package dev.iotrace.cli;

import dev.iotrace.event.Refusal;

/// A lab's experiment cannot be made here.
final class LabRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private LabRefused(String what, String why, String mend) {
    super(what, why, mend);
  }

  /// A program that the lab needs is missing, or failed.
  static LabRefused failed(String program, String why) {
    return new LabRefused(
        "cannot run " + program, why, "install the package " + program + ", or use --recorded");
  }

  @Override
  public int exitCode() {
    return ExitCode.HOST.number();
  }
}
