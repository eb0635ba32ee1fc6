package dev.iotrace.probe;

import dev.iotrace.probe.Backend.Choice;
import dev.iotrace.probe.ProbePlan.Causes;
import dev.iotrace.probe.ProbePlan.Wanted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at everything that tracing needs of this host, and plans accordingly. `iotrace write` goes
/// by it and `iotrace doctor` tells it, so that the two cannot disagree.
///
/// What cannot be looked at because something else is missing has no check.
public final class Examination {
  private final ProbeHost host;
  private final Path runDirectory;
  private final List<Check> checks = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Optional<Tracepoints> tracepoints = Optional.empty();
  private Optional<Backend> backend = Optional.empty();
  private Optional<Capabilities> capabilities = Optional.empty();
  private Optional<ProbePlan> plan = Optional.empty();
  private @Nullable ProbeRefused refusal;

  private Examination(ProbeHost host, Path runDirectory) {
    this.host = host;
    this.runDirectory = runDirectory;
  }

  /// Examines this host.
  ///
  /// @param runDirectory where the answer of the backend is kept for the next command
  public static Examination of(ProbeHost host, Path runDirectory, Causes causes, Wanted wanted) {
    Examination examination = new Examination(host, runDirectory);
    boolean allowed = examination.rights();
    examination.kernel(allowed);
    examination.backends(wanted.backend(), allowed);
    examination.probes(causes, wanted.logical());
    return examination;
  }

  /// All that was looked at, in the order in which it is needed.
  public List<Check> checks() {
    return List.copyOf(checks);
  }

  /// What can be done here; empty when a prerequisite is missing.
  public Optional<ProbePlan> plan() {
    return refusal == null ? plan : Optional.empty();
  }

  /// What can be done here.
  ///
  /// @throws ProbeRefused when nothing can: the first prerequisite that is missing
  public ProbePlan requirePlan() {
    if (refusal != null) {
      throw refusal;
    }
    return plan.orElseThrow();
  }

  /// Whether tracefs and the backend answer this process.
  private boolean rights() {
    HostChecks looks = new HostChecks(host);
    look(Check.Name.CAPABILITIES, looks::capabilities);
    look(Check.Name.LOCKDOWN, looks::lockdown);
    boolean allowed = refusal == null;
    look(Check.Name.CONTAINER, looks::container);
    look(Check.Name.LOCKED_MEMORY, looks::lockedMemory).ifPresent(this::tell);
    return allowed;
  }

  private void kernel(boolean allowed) {
    HostChecks looks = new HostChecks(host);
    if (allowed && look(Check.Name.TRACEFS, looks::tracefs).isPresent()) {
      look(Check.Name.TRACE_INSTANCES, looks::traceInstances);
      tracepoints = Optional.of(host.tracepoints());
    }
    look(Check.Name.DEVICE_COUNTERS, looks::deviceCounters);
    look(Check.Name.BTF, looks::types);
  }

  private void backends(Choice wanted, boolean allowed) {
    Choice used = Backend.chosen(wanted, host);
    look(
            Check.Name.BPFTRACE,
            () ->
                used == Choice.BPFTRACE
                    ? use(Check.Name.BPFTRACE, Bpftrace.find(host), allowed)
                    : Check.ok(Check.Name.BPFTRACE, "not used: bcc is"))
        .ifPresent(this::tell);
    look(
        Check.Name.BCC,
        () ->
            used == Choice.BCC
                ? use(Check.Name.BCC, Bcc.find(host), allowed)
                : beside(Bcc.obstacle(host)));
  }

  /// bcc, when it is not used. Where there is no bpftrace either, it would have been the way out.
  private Check beside(Optional<ProbeRefused> obstacle) {
    if (obstacle.isPresent() && backend.isEmpty()) {
      throw obstacle.get();
    }
    return Check.ok(
        Check.Name.BCC,
        obstacle
            .map(refused -> refused.why() + "; not needed beside bpftrace")
            .orElse("not used: bpftrace is"));
  }

  private Check use(Check.Name name, Backend found, boolean allowed) {
    backend = Optional.of(found);
    if (!allowed) {
      return Check.ok(name, found.path().toString());
    }
    Capabilities answer = Capabilities.of(found, host, runDirectory);
    capabilities = Optional.of(answer);
    return answer.check(name, found, host.isRoot());
  }

  private void probes(Causes wanted, Optional<LogicalProbe> forced) {
    if (tracepoints.isEmpty() || capabilities.isEmpty()) {
      return;
    }
    Capabilities able = capabilities.get();
    Backend runs = backend.orElseThrow();
    ProbeChecks checks = new ProbeChecks(runs, able.version(), host, tracepoints.get());
    List<LogicalProbe> ways = forced.map(List::of).orElse(able.logical());
    look(Check.Name.FENTRY, () -> ProbeChecks.fentry(able.logical()));
    look(Check.Name.KPROBES, () -> ProbeChecks.kprobes(able.logical()));
    look(Check.Name.RAW_TRACEPOINTS, checks::rawTracepoints);
    look(Check.Name.BLOCK_TRACEPOINTS, checks::block);
    Causes causes =
        switch (wanted) {
          case EXT4 -> ext4(checks);
          case XFS, BTRFS -> served(wanted, checks);
          case BLOCK -> wanted;
        };
    look(Check.Name.CALL_TRACEPOINTS, () -> checks.calls(ways));
    plan =
        Optional.of(
            new ProbePlan(
                runs,
                able.version(),
                causes,
                checks.variants(causes),
                checks.served(ways),
                Deadlines.DEFAULT,
                Optional.empty(),
                BufferSize.usual(),
                0,
                notes));
  }

  private Causes ext4(ProbeChecks probes) {
    Check check = probes.ext4();
    checks.add(check);
    tell(check);
    return check.state() == Check.State.OK ? Causes.EXT4 : Causes.BLOCK;
  }

  private Causes served(Causes wanted, ProbeChecks probes) {
    if (!probes.variants(wanted).isEmpty()) {
      return wanted;
    }
    notes.add(probes.lacking(wanted) + ": block totals are right, causes are unknown");
    return Causes.BLOCK;
  }

  /// Adds what is found; empty when it is missing.
  private Optional<Check> look(Check.Name name, Supplier<Check> check) {
    try {
      Check found = check.get();
      checks.add(found);
      return Optional.of(found);
    } catch (ProbeRefused refused) {
      checks.add(Check.missing(name, refused));
      refusal = refusal == null ? refused : refusal;
      return Optional.empty();
    }
  }

  /// The user of a run should know.
  private void tell(Check check) {
    if (check.state() == Check.State.DEGRADED) {
      notes.add(check.note());
    }
  }
}
