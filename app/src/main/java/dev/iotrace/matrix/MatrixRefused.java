package dev.iotrace.matrix;

import dev.iotrace.event.Refusal;

/// The matrix cannot be measured as asked; nothing was written.
public final class MatrixRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;
  private static final int WORKLOAD = 5;

  private final int exitCode;

  private MatrixRefused(int exitCode, String what, String why, String mend) {
    super(what, why, mend);
    this.exitCode = exitCode;
  }

  /// What was asked for does not go together.
  static MatrixRefused usage(String what, String why, String mend) {
    return new MatrixRefused(USAGE, what, why, mend);
  }

  /// A call that belongs to no cell failed.
  static MatrixRefused workload(String what, String why, String mend) {
    return new MatrixRefused(WORKLOAD, what, why, mend);
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
