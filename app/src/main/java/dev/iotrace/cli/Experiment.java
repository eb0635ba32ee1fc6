package dev.iotrace.cli;

import dev.iotrace.cli.SettleOptions.Settle;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.LinesSkipped;
import dev.iotrace.event.SummingBegun;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.filesystem.Target;
import dev.iotrace.probe.LogicalProbe;
import dev.iotrace.probe.Probe;
import dev.iotrace.probe.ProbeParameters;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.registry.Run;
import dev.iotrace.report.LiveTimeline;
import dev.iotrace.report.Report;
import dev.iotrace.syscall.ProcessIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One traced piece of work, from an empty machine to an empty machine.
///
/// Everything that is started or made is held by a [Run], which ends it on every way out.
final class Experiment {
  private final Order order;
  private final Session session;
  private final Progress progress;
  private final List<BiConsumer<Recording, TraceHeader>> watchers = new ArrayList<>();

  /// What is to be done.
  ///
  /// @param work what is traced
  /// @param trace where the events are kept, null for nowhere
  /// @param structures whether to look up what stands where requests went
  /// @param command the command line, for the report
  record Order(
      Work.Making work,
      SettleOptions settle,
      @Nullable Path trace,
      boolean structures,
      List<String> command) {}

  Experiment(Order order, Session session, Progress progress) {
    this.order = order;
    this.session = session;
    this.progress = progress;
  }

  /// Shows the recording to somebody before it begins.
  Experiment watchedBy(BiConsumer<Recording, TraceHeader> watcher) {
    watchers.add(watcher);
    return this;
  }

  /// Runs it there.
  ///
  /// @param run holds whatever is started or made
  /// @throws dev.iotrace.event.Refusal when user or host must change something first
  Report run(Place place, Run run) throws IOException, InterruptedException {
    Tracefs.ensure(run);
    Target target = place.target();
    progress.tell(place.describe());
    target.support().notes().forEach(progress::say);
    ProbePlan.Causes causes = causes(target);
    ProbePlan plan = session.plan(causes, target, run);
    plan.notes().forEach(progress::say);
    Target watched = plan.causes() == causes ? target : target.withoutCauses();
    try (Work work = order.work.make(target, run)) {
      ProbeParameters parameters =
          new ProbeParameters(
              target.fileSystemDevice(),
              target.diskNumbers(),
              target.layerNumbers(),
              work.threadId(),
              !target.journal().equals("none"),
              target.subvolumeId(),
              plan.completions().isEmpty());
      return trace(new Subject(place, watched, work, parameters), plan, run);
    }
  }

  private static ProbePlan.Causes causes(Target target) {
    if (!target.support().causes()) {
      return ProbePlan.Causes.BLOCK;
    }
    return switch (target.mount().type()) {
      case "xfs" -> ProbePlan.Causes.XFS;
      case "btrfs" -> ProbePlan.Causes.BTRFS;
      default -> ProbePlan.Causes.EXT4;
    };
  }

  /// What is traced.
  private record Subject(Place place, Target target, Work work, ProbeParameters parameters) {}

  private Report trace(Subject subject, ProbePlan plan, Run run)
      throws IOException, InterruptedException {
    Relay relay = new Relay();
    progress.tell("attaching probes");
    try (Probe probe = Probe.start(plan, subject.parameters, run::start, relay)) {
      probe.tellAtOnce(event -> answer(event, subject.parameters));
      // Attaching takes longest: all that needs no attached probe is done before it is awaited.
      subject.place.awaitQuiet();
      TraceHeader header = header(subject, plan, probe.beginLogical());
      Recording recording = new Recording(header);
      try (TraceFile file = TraceFile.create(order.trace, header);
          LiveTimeline timeline = progress.timeline(header, recording)) {
        StructureLookup structures = new StructureLookup(subject.target, subject.place::image);
        recording.watchedBy(file).watchedBy(subject.work::saw);
        if (order.structures) {
          recording.toldTo(structures);
        }
        watchers.forEach(watcher -> watcher.accept(recording, header));
        Observation observation =
            new Observation(probe, recording, session.cancellation(), timeline);
        probe.awaitReady();
        probe.notes().forEach(progress::say);
        relay.connect(recording);
        TraceFooter footer = observation.of(subject.target, subject.work, order.settle);
        probe.stop();
        if (probe.failure().isEmpty()) {
          sayWhatIsMissing(footer, recording.awaiting());
        }
        long late = probe.counts().lateEvents();
        if (late > 0) { // they may have found the wrong cause
          recording.accept(new EventsLost(recording.lastEventNs(), "came too late", late));
        }
        long skipped = probe.counts().skippedLines();
        if (skipped > 0) {
          recording.accept(new LinesSkipped(recording.lastEventNs(), skipped));
        }
        recording.finish();
        if (order.structures) {
          structures.look().forEach(recording);
        }
        structures.notes().forEach(progress::say);
        subject.work.after().forEach(recording);
        file.finish(footer);
        return recording.report(footer);
      }
    }
  }

  private void sayWhatIsMissing(TraceFooter footer, String awaited) {
    boolean asked = footer.how().equals(Settle.none.name()) || footer.interrupted();
    if (!footer.settled() && !asked && footer.failure().isEmpty() && !awaited.isEmpty()) {
      progress.say(
          "not all was in its place after %d s: %s; a longer --timeout waits on"
              .formatted(order.settle.timeout.toSeconds(), awaited));
    }
  }

  /// The probe of calls has begun to add up: that of pages need not tell these any more
  /// (`ext4-tree.bt`). It hears what this process asks getsid(2) of.
  private static void answer(IoEvent event, ProbeParameters parameters) {
    if (event instanceof SummingBegun) {
      ProcessIds.getsid(parameters.summing());
    }
  }

  private TraceHeader header(Subject subject, ProbePlan plan, LogicalProbe logical)
      throws IOException {
    return new TraceHeader(
        TraceHeader.SCHEMA,
        new TraceHeader.Tool(
            Version.current(),
            plan.backend().word(),
            plan.version(),
            logical.word(),
            plan.causes().probe()),
        ThisHost.describe(),
        order.command,
        subject.target.toHeader(subject.place.named()),
        subject.work.described(),
        subject.parameters.threadId());
  }
}
