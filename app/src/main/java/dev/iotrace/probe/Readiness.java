package dev.iotrace.probe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The wait for a probe process that compiles its script and attaches it.
///
/// One that is still at work when the deadline comes gets as long again, a few times: bcc has the C
/// compiler in it, and on an emulated machine beside others that has taken more than three minutes.
/// One that does nothing is stuck.
final class Readiness {
  private static final int MOST_DEADLINES = 5;

  /// At work: so much of the time on a CPU. It shares them with the other probes' processes.
  private static final int AT_WORK_PERCENT = 5;

  private Readiness() {}

  /// Returns when it is ready.
  ///
  /// @param begun completed with the empty text when it is ready, else with what it died of
  /// @throws ProbeRefused when it dies before, or is not ready in time
  static void await(
      String name, Process process, CompletableFuture<String> begun, Duration deadline) {
    String death = "";
    try {
      for (int waited = 1; ; waited++) {
        Duration before = cpuTime(process);
        try {
          death = begun.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
          break;
        } catch (TimeoutException e) {
          Duration worked = cpuTime(process).minus(before);
          boolean atWork = worked.multipliedBy(100 / AT_WORK_PERCENT).compareTo(deadline) > 0;
          if (!atWork || waited == MOST_DEADLINES) {
            throw ProbeRefused.neverReady(name, deadline.multipliedBy(waited));
          }
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("it is never completed so", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProbeRefused.interrupted(name);
    }
    if (!death.isEmpty()) {
      throw ProbeRefused.diedBeforeReady(name, death);
    }
  }

  private static Duration cpuTime(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
