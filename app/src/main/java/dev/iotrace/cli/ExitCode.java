package dev.iotrace.cli;

import picocli.CommandLine.Help.Ansi;

/// How the process ends. Printed by `iotrace --help`.
public enum ExitCode {
  DONE(0, "done"),
  CHECK_FAILED(1, "a check that was asked for failed"),
  USAGE(2, "the command line or a file it names is wrong"),
  HOST(3, "this host cannot: not root, no bpftrace, no tracepoints; the message names the mend"),
  BOOKS_OPEN(4, "done, but events were lost or the books do not close"),
  WORKLOAD_FAILED(5, "the workload failed (ENOSPC, EIO, ...); the report covers what was done"),
  BUG(70, "a bug in iotrace"),
  INTERRUPTED(130, "interrupted, cleaned up; the report covers what was done");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// The process's exit status.
  public int number() {
    return number;
  }

  /// One line for the help text: `number:meaning`, as picocli wants it.
  String help() {
    return Ansi.OFF.string(" " + number + ":" + meaning);
  }

  /// All lines for the help text.
  static String[] helpLines() {
    ExitCode[] all = values();
    String[] lines = new String[all.length];
    for (int i = 0; i < all.length; i++) {
      lines[i] = all[i].help();
    }
    return lines;
  }
}
