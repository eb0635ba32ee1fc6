package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.LinesSkipped;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.filesystem.Target;
import dev.iotrace.probe.LogicalProbe;
import dev.iotrace.probe.Probe;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.probe.ProbeParameters;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.probe.TracingInstance;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.report.LiveTimeline;
import dev.iotrace.report.Report;
import dev.iotrace.scratch.SystemRemover;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Time;
import dev.iotrace.trace.TraceWriter;
import dev.iotrace.workload.Workload;
import dev.iotrace.workload.WorkloadResult;
import dev.iotrace.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/// One traced workload, from an empty machine to an empty machine.
///
/// Everything that is started or made is held by a [Run], which ends it on every way out.
final class Experiment {
  private final WriteCommand command;
  private final CommandLine commandLine;
  private final Progress progress;

  Experiment(WriteCommand command, CommandLine commandLine) {
    this.command = command;
    this.commandLine = commandLine;
    this.progress = new Progress(commandLine.getErr(), command.outputs.quiet, command.verbose);
  }

  /// Runs it and writes the report.
  ///
  /// @throws dev.iotrace.event.Refusal when user or host must change something first
  ExitCode run() throws IOException, InterruptedException {
    WorkloadSpec spec = command.workload.spec();
    if (command.trace != null) {
      TraceWriter.requireAbsent(command.trace);
    }
    ProbeHost host = ProbeHost.here();
    host.requireAble();
    Path runs = Registry.defaultDirectory();
    return run(
        spec,
        runs,
        (causes, disks, run) ->
            ProbePlan.make(host, runs, causes, command.wanted())
                .withCompletions(TracingInstance.open(host, run, disks)));
  }

  /// How the plan is made when it is known what to watch.
  @FunctionalInterface
  interface Planning {
    ProbePlan plan(ProbePlan.Causes causes, List<DeviceNumber> disks, Run run);
  }

  /// [#run()] on a host that need not be looked at.
  ///
  /// @param runs where the registry is
  ExitCode run(WorkloadSpec spec, Path runs, Planning planning)
      throws IOException, InterruptedException {
    Registry registry = Registry.open(runs, new SystemRemover());
    registry.removeStale().forEach(removal -> progress.say(removal.describe()));
    try (Cancellation cancellation = Cancellation.install();
        ReportOutput output = ReportOutput.open(command.outputs, commandLine.getOut());
        Run run = registry.begin()) {
      Tracefs.ensure(run);
      try (Place place = Place.find(command.target, spec, run)) {
        progress.tell(place.describe());
        place.target().support().notes().forEach(progress::say);
        Report report = observe(spec, planning, place, run, cancellation);
        output.write(report);
        return Verdicts.exitCode(report);
      }
    }
  }

  private Report observe(
      WorkloadSpec spec, Planning planning, Place place, Run run, Cancellation cancellation)
      throws IOException, InterruptedException {
    Target target = place.target();
    ProbePlan.Causes causes =
        target.support().causes() ? ProbePlan.Causes.EXT4 : ProbePlan.Causes.BLOCK;
    ProbePlan plan = planning.plan(causes, target.diskNumbers(), run);
    plan.notes().forEach(progress::say);
    Target watched = plan.causes() == ProbePlan.Causes.EXT4 ? target : target.withoutCauses();
    int sectorBytes = target.disk().queue().logicalSectorBytes();
    try (Workload workload =
        Workload.prepare(spec, target.directory(), sectorBytes, Time::boottimeNs)) {
      if (!command.workload.keep && spec.existing().isEmpty()) {
        run.make(new Resource.RegularFile(workload.file()), () -> {});
      }
      ProbeParameters parameters =
          new ProbeParameters(
              target.fileSystemDevice(),
              target.diskNumbers(),
              target.layerNumbers(),
              workload.start(),
              !target.journal().equals("none"),
              plan.completions().isEmpty());
      Subject subject = new Subject(spec, place, watched, workload, parameters);
      return trace(subject, plan, run, cancellation);
    }
  }

  /// What is traced.
  private record Subject(
      WorkloadSpec spec,
      Place place,
      Target target,
      Workload workload,
      ProbeParameters parameters) {}

  private Report trace(Subject subject, ProbePlan plan, Run run, Cancellation cancellation)
      throws IOException, InterruptedException {
    Relay relay = new Relay();
    progress.tell("attaching probes");
    try (Probe probe = Probe.start(plan, subject.parameters, run::start, relay)) {
      // Attaching takes longest: all that needs no attached probe is done before it is awaited.
      subject.place.awaitQuiet();
      TraceHeader header = header(subject, plan, probe.beginLogical());
      try (TraceFile file = TraceFile.create(command.trace, header);
          LiveTimeline timeline = progress.timeline(header.threadId())) {
        StructureLookup structures = new StructureLookup(subject.target, subject.place::image);
        Recording recording =
            new Recording(header)
                .watchedBy(file)
                .watchedBy(timeline::accept)
                .toldTo(timeline)
                .toldTo(structures);
        Observation observation = new Observation(probe, recording, cancellation, timeline);
        probe.awaitReady();
        probe.notes().forEach(progress::say);
        relay.connect(recording);
        TraceFooter footer = observation.of(subject.target, subject.workload, command.settle);
        probe.stop();
        long late = probe.counts().lateEvents();
        if (late > 0) { // they may have found the wrong cause
          recording.accept(new EventsLost(recording.lastEventNs(), "came too late", late));
        }
        long skipped = probe.counts().skippedLines();
        if (skipped > 0) {
          recording.accept(new LinesSkipped(recording.lastEventNs(), skipped));
        }
        recording.finish();
        if (!command.noStructure) {
          structures.look().forEach(recording);
        }
        structures.notes().forEach(progress::say);
        file.finish(footer);
        return recording.report(footer);
      } finally {
        removeFile(subject.workload);
      }
    }
  }

  private void removeFile(Workload workload) {
    if (command.workload.keep) {
      return;
    }
    try {
      workload.removeFile();
    } catch (ErrnoException e) {
      progress.say("could not remove " + workload.file() + ": " + e.getMessage());
    }
  }

  private TraceHeader header(Subject subject, ProbePlan plan, LogicalProbe logical)
      throws IOException {
    String named =
        command.target.place.target == null
            ? subject.target.directory().toString()
            : command.target.place.target.toString();
    return new TraceHeader(
        TraceHeader.SCHEMA,
        new TraceHeader.Tool(
            Version.current(),
            plan.backend().word(),
            plan.version(),
            logical.word(),
            plan.causes().probe()),
        ThisHost.describe(),
        commandLine.getParseResult().originalArgs(),
        subject.target.toHeader(named),
        new TraceHeader.Workload(subject.workload.file().toString(), subject.spec.options()),
        subject.parameters.threadId());
  }

  /// What went wrong with a workload, in words; empty when nothing did.
  static String failure(WorkloadResult result) {
    return result
        .failure()
        .map(failure -> "call " + failure.callId() + ": " + failure.cause().getMessage())
        .orElse("");
  }
}
