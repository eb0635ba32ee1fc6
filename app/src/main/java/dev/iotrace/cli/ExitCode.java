package dev.iotrace.cli;

import java.util.LinkedHashMap;
import java.util.Map;

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

  /// Number and meaning of each, for the help text.
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitCode each : values()) {
      meanings.put(Integer.toString(each.number), each.meaning);
    }
    return meanings;
  }
}
