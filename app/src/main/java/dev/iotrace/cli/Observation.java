package dev.iotrace.cli;

import dev.iotrace.cli.SettleOptions.Settle;
import dev.iotrace.event.CounterRead.Moment;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.filesystem.Chunks;
import dev.iotrace.filesystem.OpenCounters;
import dev.iotrace.filesystem.Target;
import dev.iotrace.probe.Probe;
import dev.iotrace.report.LiveTimeline;
import dev.iotrace.syscall.Time;
import java.io.IOException;

/// The time during which the probes are attached: counters, the workload, the wait, counters.
final class Observation {
  private final Probe probe;
  private final Recording recording;
  private final Cancellation cancellation;
  private final Settling settling;

  Observation(Probe probe, Recording recording, Cancellation cancellation, LiveTimeline timeline) {
    this.probe = probe;
    this.recording = recording;
    this.cancellation = cancellation;
    this.settling = new Settling(probe, recording, cancellation, timeline);
  }

  TraceFooter of(Target target, Work work, SettleOptions settle)
      throws IOException, InterruptedException {
    Chunks.of(target, Time::boottimeNs).forEach(probe::report);
    target.xfsGeometry(Time::boottimeNs).ifPresent(probe::report);
    work.before().forEach(probe::report);
    try (OpenCounters open = target.openCounters(Time::boottimeNs)) {
      return of(target, work, settle, new CounterReadings(open, probe::report));
    }
  }

  private TraceFooter of(Target target, Work work, SettleOptions settle, CounterReadings counters)
      throws IOException, InterruptedException {
    counters.takeQuiet(Moment.START);
    cancellation.whenRequested(work::cancel);
    String failure = work.run(probe::report);
    Settle how = how(target, settle);
    boolean settled = false;
    long settledNs = Time.boottimeNs();
    if (how != Settle.none && !cancellation.requested()) {
      settled = settling.await(target, how, settle.timeout, counters);
      failure = failure.isEmpty() ? settling.failure() : failure;
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
}
