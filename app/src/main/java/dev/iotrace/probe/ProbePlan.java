package dev.iotrace.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What will be run: a probe of causes and blocks, and one of the ways to see logical writes.
///
/// @param bpftrace the program
/// @param version its version
/// @param causes what to watch below the calls
/// @param logical the ways to see logical writes that will be tried, in this order; not empty
/// @param deadlines how long to wait for the processes
/// @param completions where completions are read; empty: from bpftrace, which can miss some
public record ProbePlan(
    Bpftrace bpftrace,
    String version,
    Causes causes,
    List<LogicalProbe> logical,
    Deadlines deadlines,
    Optional<TracingInstance> completions) {

  /// What is watched below the calls.
  public enum Causes {
    /// Block layer, page cache, ext4 and jbd2.
    EXT4("ext4.bt"),
    /// The block layer only: for file systems that are not understood.
    BLOCK("block.bt");

    private final String script;

    Causes(String script) {
      this.script = script;
    }

    /// The script that does it.
    String script() {
      return script;
    }
  }

  /// Plans for this host.
  ///
  /// @param runDirectory where the answer of bpftrace is kept for the next command
  /// @param forced the only way to see logical writes, whatever the host says; empty for the best
  /// @throws ProbeRefused when the host cannot
  public static ProbePlan make(
      ProbeHost host, Path runDirectory, Causes causes, Optional<LogicalProbe> forced) {
    host.requireAbleToTrace();
    Bpftrace bpftrace = Bpftrace.find(host.environment());
    Capabilities found = Capabilities.of(bpftrace, host, runDirectory);
    return new ProbePlan(
        bpftrace,
        found.version(),
        causes,
        forced.map(List::of).orElse(found.logical()),
        Deadlines.DEFAULT,
        Optional.empty());
  }

  /// The same plan with other deadlines.
  public ProbePlan withDeadlines(Deadlines others) {
    return new ProbePlan(bpftrace, version, causes, logical, others, completions);
  }

  /// The same plan with completions read there.
  public ProbePlan withCompletions(Optional<TracingInstance> instance) {
    return new ProbePlan(bpftrace, version, causes, logical, deadlines, instance);
  }
}
