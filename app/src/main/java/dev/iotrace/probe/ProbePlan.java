package dev.iotrace.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What will be run: a probe of causes and blocks, and one of the ways to see logical writes.
///
/// @param backend what runs it
/// @param version of the backend
/// @param causes what to watch below the calls
/// @param logical the ways to see logical writes that will be tried, in this order; not empty
/// @param deadlines how long to wait for the processes
/// @param completions where completions are read; empty: from the backend, which can miss some
public record ProbePlan(
    Backend backend,
    String version,
    Causes causes,
    List<LogicalProbe> logical,
    Deadlines deadlines,
    Optional<TracingInstance> completions) {

  /// What is watched below the calls.
  public enum Causes {
    /// Block layer, page cache, ext4 and jbd2.
    EXT4("ext4"),
    /// The block layer only: for file systems that are not understood.
    BLOCK("block");

    private final String probe;

    Causes(String probe) {
      this.probe = probe;
    }

    /// The probe that does it.
    String probe() {
      return probe;
    }
  }

  /// What the user chose.
  ///
  /// @param backend what to run
  /// @param logical the only way to see logical writes, whatever the host says; empty for the best
  public record Wanted(Backend.Choice backend, Optional<LogicalProbe> logical) {
    /// Nothing.
    public static final Wanted BEST = new Wanted(Backend.Choice.AUTO, Optional.empty());
  }

  /// Plans for this host.
  ///
  /// @param runDirectory where the answer of the backend is kept for the next command
  /// @throws ProbeRefused when the host cannot
  public static ProbePlan make(ProbeHost host, Path runDirectory, Causes causes, Wanted wanted) {
    host.requireAbleToTrace();
    Backend backend = Backend.find(wanted.backend, host);
    Capabilities found = Capabilities.of(backend, host, runDirectory);
    return new ProbePlan(
        backend,
        found.version(),
        causes,
        wanted.logical.map(List::of).orElse(found.logical()),
        Deadlines.DEFAULT,
        Optional.empty());
  }

  /// The same plan with other deadlines.
  public ProbePlan withDeadlines(Deadlines others) {
    return new ProbePlan(backend, version, causes, logical, others, completions);
  }

  /// The same plan with completions read there.
  public ProbePlan withCompletions(Optional<TracingInstance> instance) {
    return new ProbePlan(backend, version, causes, logical, deadlines, instance);
  }
}
