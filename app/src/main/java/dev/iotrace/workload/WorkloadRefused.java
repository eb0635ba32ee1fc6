package dev.iotrace.workload;

import dev.iotrace.event.Refusal;
import dev.iotrace.syscall.ErrnoException;

/// The workload cannot be run as asked; nothing was written.
public final class WorkloadRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;
  private static final int HOST = 3;

  private final int exitCode;

  private WorkloadRefused(int exitCode, String what, String why, String mend) {
    super(what, why, mend);
    this.exitCode = exitCode;
  }

  /// What was asked for does not go together.
  static WorkloadRefused usage(String what, String why, String mend) {
    return new WorkloadRefused(USAGE, what, why, mend);
  }

  /// The host or the file system cannot do it.
  static WorkloadRefused host(String what, String why, String mend) {
    return new WorkloadRefused(HOST, what, why, mend);
  }

  /// What the calls need could not be made.
  static WorkloadRefused unprepared(ErrnoException e) {
    return host("cannot prepare the writes", e.getMessage(), "choose another --target");
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
