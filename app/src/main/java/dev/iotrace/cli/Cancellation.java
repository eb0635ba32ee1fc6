package dev.iotrace.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// SIGINT and SIGTERM: asks the run to end, then waits until it has written its partial report and
/// cleaned up. The JVM then ends with 130 or 143 by itself.
///
/// A shutdown hook, for it is what the platform offers without touching signals.
final class Cancellation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofMillis(50);

  private final List<Runnable> actions = new ArrayList<>();
  private final CountDownLatch cleanedUp = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupted");
  private final CountDownLatch request = new CountDownLatch(1);
  private volatile OptionalInt exitCode = OptionalInt.empty();
  private volatile boolean patient;

  private Cancellation() {}

  static Cancellation install() {
    Cancellation cancellation = new Cancellation();
    Runtime.getRuntime().addShutdownHook(cancellation.hook);
    return cancellation;
  }

  private void interrupted() {
    request.countDown();
    act();
    try {
      while (patient && !cleanedUp.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        act(); // another signal may have come
      }
      if (!cleanedUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("iotrace: gave up cleaning up; the next iotrace command will");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exitCode.ifPresent(Runtime.getRuntime()::halt); // else 128 + the signal's number
  }

  private synchronized void act() {
    actions.forEach(Runnable::run);
  }

  /// However long it takes: somebody else's command decides when it ends.
  void bePatient() {
    patient = true;
  }

  /// How the process is to end, even when it is interrupted.
  void exitWith(int code) {
    exitCode = OptionalInt.of(code);
  }

  /// Whether the user wants the run to end.
  boolean requested() {
    return request.getCount() == 0;
  }

  /// Does this when the user interrupts; at once when they have. Where we are patient, again and
  /// again until it is over.
  synchronized void whenRequested(Runnable action) {
    actions.add(action);
    if (requested()) {
      action.run();
    }
  }

  /// Sleeps, but not past an interruption; true when there was one.
  boolean sleep(Duration duration) throws InterruptedException {
    return request.await(duration.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// The run is over and has cleaned up.
  @Override
  public void close() {
    cleanedUp.countDown();
    if (!requested()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        request.countDown(); // the signal came in this very moment; nothing is left to do
      }
    }
  }
}
