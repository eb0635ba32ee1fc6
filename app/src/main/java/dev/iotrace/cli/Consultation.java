package dev.iotrace.cli;

import dev.iotrace.doctor.Bundle;
import dev.iotrace.doctor.Diagnosis;
import dev.iotrace.event.Distribution;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.probe.CaseHistory;
import dev.iotrace.probe.Check;
import dev.iotrace.probe.Examination;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.probe.ProbeRefused;
import dev.iotrace.probe.ProcessStarter;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.RegistryRefused;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchRefused;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.scratch.SystemRemover;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A look at this host as a run would find it: until it is closed, tracefs is mounted, as a run
/// would mount it.
final class Consultation implements AutoCloseable {
  private final ProbeHost host;
  private final List<Check> checks;
  private final Optional<Run> run;
  private final Optional<ProbePlan> plan;

  private Consultation(
      ProbeHost host, List<Check> checks, Optional<Run> run, Optional<ProbePlan> plan) {
    this.host = host;
    this.checks = checks;
    this.run = run;
    this.plan = plan;
  }

  /// Looks. Nobody who may not trace makes anything.
  static Consultation begin(ProbeHost host) {
    Path directory = Registry.defaultDirectory();
    List<Check> ours = new ArrayList<>();
    Optional<Run> run = run(host, directory, ours);
    run.ifPresent(Tracefs::ensure);
    Examination examination =
        Examination.of(host, directory, ProbePlan.Causes.EXT4, ProbePlan.Wanted.BEST);
    List<Check> all = new ArrayList<>(examination.checks());
    all.addAll(ours);
    run.ifPresent(_ -> all.add(scratch()));
    return new Consultation(host, all, run, examination.plan().filter(_ -> run.isPresent()));
  }

  private static Optional<Run> run(ProbeHost host, Path directory, List<Check> checks) {
    try {
      host.requireAble();
      Run run = Registry.open(directory, new SystemRemover()).begin();
      checks.add(Check.ok(Check.Name.RUN_DIRECTORY, directory.toString()));
      return Optional.of(run);
    } catch (ProbeRefused told) { // by the examination
      return Optional.empty();
    } catch (RegistryRefused refused) {
      checks.add(Check.missing(Check.Name.RUN_DIRECTORY, refused));
      return Optional.empty();
    }
  }

  private static Check scratch() {
    try {
      Scratch.requireMeans(ScratchSpec.parse(Place.DEFAULT_SCRATCH));
      return Check.ok(Check.Name.SCRATCH, "mkfs and loop devices are there");
    } catch (ScratchRefused refused) {
      return Check.degraded(
          Check.Name.SCRATCH, refused.why(), "only --target works", refused.mend());
    }
  }

  Diagnosis diagnosis() throws IOException {
    TraceHeader.Host here = ThisHost.describe();
    return Diagnosis.of(
        Version.current(),
        new Diagnosis.Host(here.kernel(), here.arch(), Distribution.nameAt(host.root())),
        checks,
        plan);
  }

  /// What a bug report needs.
  Bundle bundle() throws IOException {
    ProcessStarter starter =
        process -> run.orElseThrow(() -> new IOException("there is no run")).start(process);
    return Bundle.of(diagnosis(), CaseHistory.take(host, plan, starter), host.privateNames());
  }

  @Override
  public void close() {
    run.ifPresent(Run::close);
  }
}
