package dev.iotrace.cli;

import dev.iotrace.filesystem.Target;
import dev.iotrace.probe.BufferSize;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.probe.TracingInstance;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.SystemRemover;
import java.nio.file.Path;

/// What the experiments of one command share: the registry, the user's wish to end, and how probes
/// are planned. Close it when results are written, for it is what an interruption waits for.
final class Session implements AutoCloseable {
  private final Registry registry;
  private final Planning planning;
  private final Cancellation cancellation;
  private final Progress progress;

  private Session(
      Registry registry, Planning planning, Cancellation cancellation, Progress progress) {
    this.registry = registry;
    this.planning = planning;
    this.cancellation = cancellation;
    this.progress = progress;
  }

  /// How the plan is made when it is known what to watch.
  @FunctionalInterface
  interface Planning {
    ProbePlan plan(ProbePlan.Causes causes, Target target, Run run);
  }

  /// On this host, which is looked at first.
  ///
  /// @throws dev.iotrace.event.Refusal when the host must change something first
  static Session open(ProbePlan.Wanted wanted, Progress progress) {
    ProbeHost host = ProbeHost.here();
    host.requireAble();
    Path runs = Registry.defaultDirectory();
    return open(
        runs,
        (causes, target, run) ->
            ProbePlan.make(host, runs, causes, wanted)
                .withCompletions(
                    TracingInstance.open(
                        host, run, target.fileSystemDevice(), target.diskNumbers())),
        progress);
  }

  /// For what attaches no probe: on any host.
  static Session withoutProbes(Progress progress) {
    Planning none =
        (_, _, _) -> {
          throw new IllegalStateException("this command attaches no probes");
        };
    return open(Registry.defaultDirectory(), none, progress);
  }

  /// For what plans its probe itself, on this host.
  ///
  /// @throws dev.iotrace.event.Refusal when the host must change something first
  static Session forWatching(Progress progress) {
    ProbeHost.here().requireAble();
    return withoutProbes(progress);
  }

  /// The same, for a command that is followed with all it starts.
  ///
  /// @param buffer how much may wait for the backend
  /// @throws dev.iotrace.event.Refusal when the host must change something first
  static Session openForCommand(BufferSize buffer, Detail detail, Progress progress) {
    ProbeHost host = ProbeHost.here();
    host.requireAble();
    Path runs = Registry.defaultDirectory();
    return open(
        runs,
        (causes, target, run) -> {
          ProbePlan plan = ProbePlan.makeTree(host, runs, causes);
          return detail
              .of(plan, host, target)
              .withBuffer(buffer)
              .withCompletions(
                  TracingInstance.open(host, run, target.fileSystemDevice(), target.diskNumbers()));
        },
        progress);
  }

  /// On a host that need not be looked at.
  ///
  /// @param runs where the registry is
  static Session open(Path runs, Planning planning, Progress progress) {
    Registry registry = Registry.open(runs, new SystemRemover());
    return new Session(registry, planning, Cancellation.install(), progress);
  }

  /// Opens the entry of one experiment: whatever it makes goes when that is closed. What killed
  /// runs have left behind is removed before, and told: not when the session is opened, for a
  /// command line that is refused touches nothing.
  Run begin() {
    registry.removeStale().forEach(removal -> progress.say(removal.describe()));
    return registry.begin();
  }

  /// One after the other: what the first has asked the backend, the next finds noted.
  synchronized ProbePlan plan(ProbePlan.Causes causes, Target target, Run run) {
    return planning.plan(causes, target, run);
  }

  Cancellation cancellation() {
    return cancellation;
  }

  @Override
  public void close() {
    cancellation.close();
  }
}
