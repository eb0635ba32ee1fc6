package dev.iotrace.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What will be run: a probe of causes and blocks, and one of the ways to see logical writes.
///
/// @param backend what runs it
/// @param version of the backend
/// @param causes what is watched below the calls
/// @param variants the probes of it that will be tried, in this order; not empty
/// @param logical the ways to see logical writes that will be tried, in this order; not empty
/// @param deadlines how long to wait for the processes
/// @param completions where completions are read; empty: from the backend, which can miss some
/// @param notes what the user should know about it, one sentence each
public record ProbePlan(
    Backend backend,
    String version,
    Causes causes,
    List<String> variants,
    List<LogicalProbe> logical,
    Deadlines deadlines,
    Optional<TracingInstance> completions,
    List<String> notes) {

  /// The variant of [Causes#EXT4] that sees the pages of a bio.
  static final String WITH_PAGES = "ext4-page";

  /// The variant of [Causes#EXT4] that follows a process and all it starts.
  static final String TREE = "ext4-tree";

  private static final String TREE_CALLS = "calls-tree";

  /// Takes copies of the lists.
  public ProbePlan {
    variants = List.copyOf(variants);
    logical = List.copyOf(logical);
    notes = List.copyOf(notes);
  }

  /// What is watched below the calls.
  public enum Causes {
    /// Block layer, page cache, ext4 and jbd2.
    EXT4("ext4"),
    /// Block layer, page cache and XFS.
    XFS("xfs"),
    /// Block layer, page cache and btrfs.
    BTRFS("btrfs"),
    /// The block layer only: for file systems that are not understood.
    BLOCK("block");

    private final String probe;

    Causes(String probe) {
      this.probe = probe;
    }

    /// The probe that does it, the name in a trace's header and in the report.
    public String probe() {
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

  /// Plans for this host. Causes that its tracepoints do not show are given up, ways to see logical
  /// writes that they do not serve are left out.
  ///
  /// @param runDirectory where the answer of the backend is kept for the next command
  /// @throws ProbeRefused when the host cannot
  public static ProbePlan make(ProbeHost host, Path runDirectory, Causes causes, Wanted wanted) {
    return Examination.of(host, runDirectory, causes, wanted).requirePlan();
  }

  /// Plans for this host to follow a process and all that it starts, on ext4.
  ///
  /// @throws ProbeRefused when the host cannot
  public static ProbePlan makeTree(ProbeHost host, Path runDirectory, Causes causes) {
    ProbePlan plan =
        make(host, runDirectory, causes, new Wanted(Backend.Choice.AUTO, Optional.empty()));
    if (plan.causes != Causes.EXT4) {
      throw ProbeRefused.treeUnseen("causes are not known here");
    }
    if (!(plan.backend instanceof Bpftrace)
        || VersionNumber.in(plan.version).filter(it -> it.isBefore(0, 17)).isPresent()) {
      throw ProbeRefused.treeUnseen("that takes bpftrace 0.17 or later");
    }
    if (!host.hasBtf()) {
      throw ProbeRefused.treeUnseen("the kernel's types (BTF) are not there");
    }
    for (String probe : List.of(TREE, TREE_CALLS)) {
      List<String> absent = host.tracepoints().absent(plan.backend.script(probe));
      if (!absent.isEmpty()) {
        throw ProbeRefused.tracepointsMissing(absent);
      }
    }
    return new ProbePlan(
        plan.backend,
        plan.version,
        plan.causes,
        List.of(TREE),
        List.of(LogicalProbe.SYSCALLS),
        plan.deadlines,
        plan.completions,
        plan.notes);
  }

  /// The probe that sees logical writes in that way.
  String calls(LogicalProbe way) {
    return variants.getFirst().equals(TREE) ? TREE_CALLS : backend.variant(way, version);
  }

  /// The same plan with other deadlines.
  public ProbePlan withDeadlines(Deadlines others) {
    return new ProbePlan(backend, version, causes, variants, logical, others, completions, notes);
  }

  /// The same plan with completions read there.
  public ProbePlan withCompletions(Optional<TracingInstance> instance) {
    return new ProbePlan(backend, version, causes, variants, logical, deadlines, instance, notes);
  }
}
