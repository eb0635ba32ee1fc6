package dev.iotrace.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What will be run: a probe of causes and blocks, and one of the ways to see logical writes.
///
/// @param backend what runs it
/// @param version of the backend
/// @param causes what is watched below the calls
/// @param variants the probes of it that will be tried, in this order; not empty
/// @param logical the ways to see logical writes that will be tried, in this order; not empty
/// @param deadlines how long to wait for the processes
/// @param completions where completions are read; empty: from the backend, which can miss some
/// @param buffer how much of what happens may wait for the backend
/// @param mostTold how many calls that write to the page cache are told in a second: after one more
///   they are added up ([dev.iotrace.event.SummingBegun]). 0 where all are told
/// @param notes what the user should know about it, one sentence each
public record ProbePlan(
    Backend backend,
    String version,
    Causes causes,
    List<String> variants,
    List<LogicalProbe> logical,
    Deadlines deadlines,
    Optional<TracingInstance> completions,
    BufferSize buffer,
    int mostTold,
    List<String> notes) {
  /// Adds nothing up but what is no call: writes by io_uring and libaio.
  public static final int ALL_TOLD = Integer.MAX_VALUE;

  /// The variant of [Causes#EXT4] that sees the pages of a bio.
  static final String WITH_PAGES = "ext4-page";

  /// Ends the names of the variants that follow a process and all it starts.
  private static final String TREE = "-tree";

  /// The same of ext4, with calls that write counted and not told.
  static final String SUMMARY = "ext4-summary";

  private static final String TREE_CALLS = "calls" + TREE;

  /// What is put into the probe of calls, of writes to an ext4.
  static final String TREE_CALLS_EXT4 = TREE_CALLS + "-ext4";

  private static final String SUMMARY_CALLS = "calls-summary";
  private static final Set<Causes> TREES = Set.of(Causes.EXT4, Causes.XFS, Causes.BTRFS);

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

  /// Plans for this host to follow a process and all that it starts.
  ///
  /// @throws ProbeRefused when the host cannot
  public static ProbePlan makeTree(ProbeHost host, Path runDirectory, Causes causes) {
    ProbePlan plan =
        make(host, runDirectory, causes, new Wanted(Backend.Choice.AUTO, Optional.empty()));
    if (!TREES.contains(plan.causes)) {
      throw ProbeRefused.treeUnseen("causes are not known here");
    }
    if (!(plan.backend instanceof Bpftrace)
        || VersionNumber.in(plan.version).filter(it -> it.isBefore(0, 17)).isPresent()) {
      throw ProbeRefused.treeUnseen("that takes bpftrace 0.17 or later");
    }
    if (!host.hasBtf()) {
      throw ProbeRefused.treeUnseen("the kernel's types (BTF) are not there");
    }
    String tree = causes.probe() + TREE;
    for (String probe : List.of(tree, TREE_CALLS)) {
      List<String> absent = host.tracepoints().absent(plan.backend.script(probe));
      if (!absent.isEmpty()) {
        throw ProbeRefused.tracepointsMissing(absent);
      }
    }
    return new ProbePlan(
        plan.backend,
        plan.version,
        plan.causes,
        List.of(tree),
        List.of(LogicalProbe.SYSCALLS),
        plan.deadlines,
        plan.completions,
        plan.buffer,
        0,
        plan.notes);
  }

  /// The plan of [#makeTree], with calls that write counted in the kernel and not told.
  ///
  /// @throws ProbeRefused when the host cannot
  public ProbePlan summed(ProbeHost host) {
    for (String probe : List.of(SUMMARY, SUMMARY_CALLS)) {
      List<String> absent = host.tracepoints().absent(backend.script(probe));
      if (!absent.isEmpty()) {
        throw ProbeRefused.tracepointsMissing(absent);
      }
    }
    return with(List.of(SUMMARY), deadlines, completions, buffer, 0);
  }

  /// The plan of [#makeTree] for an ext4, on which what is no call is added up, and calls that
  /// write to the page cache when there are more of them in a second; the same plan where the
  /// kernel does not tell enough for that.
  public ProbePlan addingUpFrom(int calls, ProbeHost host) {
    boolean able = host.tracepoints().absent(backend.script(TREE_CALLS_EXT4)).isEmpty();
    return able ? with(variants, deadlines, completions, buffer, calls) : this;
  }

  private ProbePlan with(
      List<String> otherVariants,
      Deadlines otherDeadlines,
      Optional<TracingInstance> otherCompletions,
      BufferSize otherBuffer,
      int otherMostTold) {
    return new ProbePlan(
        backend,
        version,
        causes,
        otherVariants,
        logical,
        otherDeadlines,
        otherCompletions,
        otherBuffer,
        otherMostTold,
        notes);
  }

  /// The probe that sees logical writes in that way.
  String calls(LogicalProbe way) {
    if (variants.getFirst().equals(SUMMARY)) {
      return SUMMARY_CALLS;
    }
    return variants.getFirst().endsWith(TREE) ? TREE_CALLS : backend.variant(way, version);
  }

  /// The text of a probe, which beats ([Watermark]). The lines of those that follow a process are
  /// many, and kept where bpftrace is the one that this was tried with. Newer ones print by a ring
  /// buffer, which takes less.
  ProbeScript script(String probe) {
    ProbeScript script = whole(probe);
    if (!(backend instanceof Bpftrace)) {
      return script; // trace.py beats
    }
    boolean tried = VersionNumber.in(version).filter(it -> it.isBefore(0, 18)).isPresent();
    String first = variants.getFirst();
    boolean kept = (first.equals(SUMMARY) || first.endsWith(TREE)) && tried;
    return Watermark.beating(kept ? KeptLines.in(script) : script);
  }

  /// The same, with all lines printed.
  ProbeScript printed(String probe) {
    return Watermark.beating(whole(probe));
  }

  private ProbeScript whole(String probe) {
    ProbeScript script = backend.script(probe);
    boolean adding = mostTold > 0 && probe.equals(TREE_CALLS);
    return adding ? script.with(backend.script(TREE_CALLS_EXT4)) : script;
  }

  /// The same plan with other deadlines.
  public ProbePlan withDeadlines(Deadlines others) {
    return with(variants, others, completions, buffer, mostTold);
  }

  /// The same plan with completions read there.
  public ProbePlan withCompletions(Optional<TracingInstance> instance) {
    return with(variants, deadlines, instance, buffer, mostTold);
  }

  /// The same plan with other buffers.
  public ProbePlan withBuffer(BufferSize size) {
    return with(variants, deadlines, completions, size, mostTold);
  }
}
