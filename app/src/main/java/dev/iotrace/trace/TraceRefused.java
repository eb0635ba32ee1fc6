package dev.iotrace.trace;

import dev.iotrace.event.Refusal;
import java.nio.file.Path;

/// A trace file cannot be read or made.
public final class TraceRefused extends Refusal {
  private static final long serialVersionUID = 1L;
  private static final int USAGE = 2;
  private static final int HOST_CANNOT = 3;

  private final int exitCode;

  private TraceRefused(int exitCode, String what, String why, String mend) {
    super(what, why, mend);
    this.exitCode = exitCode;
  }

  static TraceRefused cannotRead(Path file, String why) {
    return new TraceRefused(USAGE, "cannot read " + file, why, "name a file made by --trace");
  }

  static TraceRefused notATrace(Path file) {
    return cannotRead(file, "it is not an iotrace trace");
  }

  static TraceRefused unknownSchema(Path file, String schema) {
    return new TraceRefused(
        USAGE,
        "cannot read " + file,
        "its schema is " + schema + ", this version reads " + TraceJson.SCHEMA,
        "use the iotrace that made it, or a newer one");
  }

  static TraceRefused corrupt(Path file, int line) {
    return new TraceRefused(
        USAGE,
        "cannot read " + file,
        "line " + line + " is corrupt",
        "make the trace again, or cut the file before that line");
  }

  static TraceRefused exists(Path file) {
    return new TraceRefused(
        USAGE, "cannot make " + file, "the file exists", "name another, or remove it first");
  }

  static TraceRefused cannotWrite(Path file, String why) {
    return new TraceRefused(HOST_CANNOT, "cannot write " + file, why, "name another place");
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
