package dev.iotrace.cli;

import dev.iotrace.cli.SettleOptions.Settle;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CounterRead.Moment;
import dev.iotrace.event.Syscall;
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
import java.nio.file.Path;
import java.time.Duration;

/// The wait until all that the workload caused is in its place.
final class Settling {
  /// How long nothing must be missing before it is believed: a worker may be about to convert
  /// extents whose data has just arrived.
  private static final Duration QUIET = Duration.ofMillis(700);

  private static final Duration POLL = Duration.ofMillis(100);

  /// Where another program changes a block in each of its commits, a sync misses it when that
  /// program was faster: jbd2 has taken the block back (`__jbd2_journal_refile_buffer`,
  /// fs/jbd2/transaction.c). The kernel's own writeback, each 30 seconds, misses it as often.
  ///
  /// By the time of the events, not by now: what a slow machine has not told yet is not missing,
  /// and a sync for nothing would cost the flush that it is.
  private static final Duration SYNC_AGAIN = Duration.ofSeconds(10);

  private final Probe probe;
  private final Recording recording;
  private final Cancellation cancellation;
  private final LiveTimeline timeline;
  private long syncedNs;
  private String failure = "";

  Settling(Probe probe, Recording recording, Cancellation cancellation, LiveTimeline timeline) {
    this.probe = probe;
    this.recording = recording;
    this.cancellation = cancellation;
    this.timeline = timeline;
  }

  /// Syncs when asked to, and waits until nothing is missing any more; false when time ran out
  /// first, or the sync failed.
  boolean await(Target target, Settle how, Duration timeout, CounterReadings counters)
      throws InterruptedException {
    if (how == Settle.sync && !syncs(target.directory())) {
      return false;
    }
    // On XFS a sync brings no metadata home: its own worker does (xfsaild).
    boolean again = how == Settle.sync && !target.mount().type().equals("xfs");
    long deadline = System.nanoTime() + timeout.toNanos();
    long quietSince = System.nanoTime();
    while (System.nanoTime() < deadline && probe.failure().isEmpty()) {
      if (!recording.settled()) {
        quietSince = System.nanoTime();
        timeline.awaiting(recording.awaiting());
        boolean due = recording.lastEventNs() - syncedNs > SYNC_AGAIN.toNanos();
        if (again && due && !syncs(target.directory())) {
          return false;
        }
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

  /// What went wrong, in words, empty when nothing did: a device that fails does so here.
  String failure() {
    return failure;
  }

  private boolean syncs(Path directory) {
    int thread = ProcessIds.gettid();
    probe.report(new CallIntended(Time.boottimeNs(), thread, 0, Syscall.SYNCFS, 0, 0, 0));
    try (FileDescriptor open = Fcntl.open(directory, OpenFlags.O_RDONLY)) {
      Unistd.syncfs(open);
    } catch (ErrnoException e) {
      failure = "what was written could not be synced: " + e.getMessage();
      return false;
    }
    syncedNs = Time.boottimeNs();
    probe.report(new CallFinished(syncedNs, thread, 0, 0));
    return true;
  }
}
