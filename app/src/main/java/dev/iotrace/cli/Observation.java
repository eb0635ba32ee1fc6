package dev.iotrace.cli;

import dev.iotrace.cli.SettleOptions.Settle;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CounterRead.Moment;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.filesystem.Chunks;
import dev.iotrace.filesystem.Target;
import dev.iotrace.probe.Probe;
import dev.iotrace.report.LiveTimeline;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.ProcessIds;
import dev.iotrace.syscall.Time;
import dev.iotrace.syscall.Unistd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// The time during which the probes are attached: counters, the workload, the wait, counters.
final class Observation {
  /// How long nothing must be missing before it is believed: a worker may be about to convert
  /// extents whose data has just arrived.
  private static final Duration QUIET = Duration.ofMillis(700);

  private static final Duration POLL = Duration.ofMillis(100);

  private final Probe probe;
  private final Recording recording;
  private final Cancellation cancellation;
  private final LiveTimeline timeline;

  Observation(Probe probe, Recording recording, Cancellation cancellation, LiveTimeline timeline) {
    this.probe = probe;
    this.recording = recording;
    this.cancellation = cancellation;
    this.timeline = timeline;
  }

  TraceFooter of(Target target, Work work, SettleOptions settle)
      throws IOException, InterruptedException {
    Chunks.of(target, Time::boottimeNs).forEach(probe::report);
    target.xfsGeometry(Time::boottimeNs).ifPresent(probe::report);
    work.before().forEach(probe::report);
    CounterReadings counters = new CounterReadings(target, probe::report);
    counters.takeQuiet(Moment.START);
    cancellation.whenRequested(work::cancel);
    String failure = work.run(probe::report);
    Settle how = how(target, settle);
    boolean settled = false;
    long settledNs = Time.boottimeNs();
    if (how != Settle.none && !cancellation.requested()) {
      String refused = how == Settle.sync ? sync(target.directory()) : "";
      failure = failure.isEmpty() ? refused : failure;
      settled = refused.isEmpty() && await(settle.timeout, counters);
      settledNs = recording.lastEventNs();
    }
    counters.takeQuiet(Moment.END);
    recording.endAt(Time.boottimeNs());
    return new TraceFooter(how.name(), settled, settledNs, cancellation.requested(), failure);
  }

  /// Where the file system is not understood, only a sync tells when it is done.
  private static Settle how(Target target, SettleOptions options) {
    boolean blind = !target.support().causes() && options.settle == Settle.drain;
    return blind ? Settle.sync : options.settle;
  }

  /// What went wrong, in words, empty when nothing did: a device that fails does so here.
  private String sync(Path directory) {
    int thread = ProcessIds.gettid();
    probe.report(new CallIntended(Time.boottimeNs(), thread, 0, Syscall.SYNCFS, 0, 0, 0));
    try (FileDescriptor open = Fcntl.open(directory, OpenFlags.O_RDONLY)) {
      Unistd.syncfs(open);
    } catch (ErrnoException e) {
      return "what was written could not be synced: " + e.getMessage();
    }
    probe.report(new CallFinished(Time.boottimeNs(), thread, 0, 0));
    return "";
  }

  /// Waits until nothing is missing any more; false when time ran out first.
  private boolean await(Duration timeout, CounterReadings counters) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    long quietSince = System.nanoTime();
    while (System.nanoTime() < deadline && probe.failure().isEmpty()) {
      if (!recording.settled()) {
        quietSince = System.nanoTime();
        timeline.awaiting(recording.awaiting());
      } else if (System.nanoTime() - quietSince > QUIET.toNanos()) {
        return true;
      }
      counters.take(Moment.DURING);
      if (cancellation.sleep(POLL)) {
        return false;
      }
    }
    return false;
  }
}
