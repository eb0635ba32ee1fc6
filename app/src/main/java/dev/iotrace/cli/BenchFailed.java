package dev.iotrace.cli;

import dev.iotrace.event.Refusal;
import org.jspecify.annotations.Nullable;

/// A call that a benchmark needs besides those that it measures has failed.
final class BenchFailed extends Refusal {
  private static final long serialVersionUID = 1L;

  BenchFailed(String what, @Nullable String why, String mend) {
    super(what, String.valueOf(why), mend);
  }

  @Override
  public int exitCode() {
    return ExitCode.WORKLOAD_FAILED.number();
  }
}
