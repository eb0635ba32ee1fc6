package dev.iotrace.safety;

import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.workload.WorkloadDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The time between runs: until nothing of the last is left to do, and then a while to see what the
/// machine does without us.
public final class QuietTime {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int UNCHANGED_POLLS = 5;

  /// Ten seconds: a device that has others to serve may never be quiet.
  private static final int POLLS_MAX = 500;

  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Path PROC = Path.of("/proc");

  private final SafetyPlace place;
  private final Sleep sleep;

  /// @param sleep how to wait
  public QuietTime(SafetyPlace place, Sleep sleep) {
    this.place = place;
    this.sleep = sleep;
  }

  /// Waits, but not past the user's wish to end.
  @FunctionalInterface
  public interface Sleep {
    /// True when that was the end of it.
    boolean interrupted(Duration duration) throws InterruptedException;
  }

  /// Has the file system write out all that is dirty, waits until the device has done nothing for a
  /// tenth of a second, and then looks on for a second.
  ///
  /// @return what went on in that second, whatever it was; empty when the user wants to end
  public Optional<Background> take(WorkloadDirectory directory)
      throws ErrnoException, InterruptedException {
    directory.settle();
    if (awaitQuiet()) {
      return Optional.empty();
    }
    DeviceCounters before = place.counters().get();
    KernelCpu cpu = new KernelCpu(KernelThreads.read(PROC), place.names());
    long startNs = System.nanoTime();
    if (sleep.interrupted(QUIET)) {
      return Optional.empty();
    }
    cpu.add(KernelThreads.read(PROC));
    long lastedNs = System.nanoTime() - startNs;
    long bytes = place.counters().get().minus(before).writeBytes();
    return Optional.of(Background.of(lastedNs, bytes, cpu.threads()));
  }

  /// True when the user wants to end.
  private boolean awaitQuiet() throws InterruptedException {
    DeviceCounters last = place.counters().get();
    int unchanged = 0;
    for (int poll = 0; poll < POLLS_MAX && unchanged < UNCHANGED_POLLS; poll++) {
      if (sleep.interrupted(POLL)) {
        return true;
      }
      DeviceCounters now = place.counters().get();
      unchanged = now.equals(last) && now.inFlight() == 0 ? unchanged + 1 : 0;
      last = now;
    }
    return false;
  }
}
