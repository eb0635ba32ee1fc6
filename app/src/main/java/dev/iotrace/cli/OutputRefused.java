package dev.iotrace.cli;

import dev.iotrace.event.Refusal;
import java.io.IOException;
import java.nio.file.Path;

/// The report cannot go where it was meant to go.
final class OutputRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private OutputRefused(String what, String why, String mend) {
    super(what, why, mend);
  }

  static OutputRefused exists(Path file) {
    return new OutputRefused(
        "cannot write " + file,
        "it exists, and nothing is overwritten",
        "name a new file or remove it");
  }

  static OutputRefused cannotWrite(IOException cause) {
    return new OutputRefused(
        "cannot write the report", cause.toString(), "name a file that can be written");
  }

  static OutputRefused twice() {
    return new OutputRefused(
        "cannot write two documents to stdout",
        "--json and --csv both go there",
        "name a file for one of them: --csv=FILE");
  }

  @Override
  public int exitCode() {
    return ExitCode.USAGE.number();
  }
}
