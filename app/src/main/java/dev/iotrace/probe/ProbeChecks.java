package dev.iotrace.probe;

import static dev.iotrace.probe.Check.Name.BLOCK_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.CALL_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.EXT4_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.FENTRY;
import static dev.iotrace.probe.Check.Name.KPROBES;
import static dev.iotrace.probe.Check.Name.RAW_TRACEPOINTS;

import dev.iotrace.probe.ProbePlan.Causes;
import java.util.Comparator;
import java.util.List;

/// What the probes of a backend find on this kernel, and which of them it serves.
///
/// @param version of the backend
record ProbeChecks(Backend backend, String version, ProbeHost host, Tracepoints tracepoints) {
  private static final String WATCHES = "can watch vfs_write";
  private static final String NOT_HERE = "cannot be used on this kernel";

  /// Without them nothing can be told.
  Check block() {
    if (variants(Causes.BLOCK).isEmpty()) {
      throw ProbeRefused.tracepointsMissing(leastAbsent(Causes.BLOCK));
    }
    return Check.ok(BLOCK_TRACEPOINTS, all(variants(Causes.BLOCK).getFirst()));
  }

  /// Without them causes are unknown.
  Check ext4() {
    if (isNotLoaded()) {
      return Check.ok(EXT4_TRACEPOINTS, "not looked at: ext4 is not loaded yet");
    }
    List<String> variants = variants(Causes.EXT4);
    return variants.isEmpty()
        ? Check.degraded(
            EXT4_TRACEPOINTS,
            Tracepoints.lacking(leastAbsent(Causes.EXT4)),
            "block totals are right, causes are unknown",
            "use Linux 5.10 or later, and a version of iotrace made for it")
        : Check.ok(EXT4_TRACEPOINTS, all(variants.getFirst()));
  }

  /// The variants of a probe that are served, best first.
  List<String> variants(Causes causes) {
    List<String> all = backend.variants(causes, host, version);
    return causes == Causes.EXT4 && isNotLoaded()
        ? all
        : all.stream().filter(probe -> absent(probe).isEmpty()).toList();
  }

  /// Why none of the variants is served.
  String lacking(Causes causes) {
    return backend.variants(causes, host, version).isEmpty()
        ? backend.word() + " has no probe for " + causes.probe()
        : Tracepoints.lacking(leastAbsent(causes));
  }

  /// Without them, and without any other way, logical writes are not seen.
  Check calls(List<LogicalProbe> ways) {
    List<String> absent = ways.stream().flatMap(way -> absent(way).stream()).distinct().toList();
    if (served(ways).isEmpty()) {
      throw ProbeRefused.tracepointsMissing(absent);
    }
    return absent.isEmpty()
        ? Check.ok(CALL_TRACEPOINTS, all(backend.variant(ways.getLast(), version)))
        : Check.degraded(
            CALL_TRACEPOINTS,
            Tracepoints.lacking(absent),
            "when vfs_write cannot be watched, nothing can",
            ProbeRefused.OTHER_KERNEL);
  }

  /// The ways to see logical writes that are served.
  List<LogicalProbe> served(List<LogicalProbe> ways) {
    return ways.stream().filter(way -> absent(way).isEmpty()).toList();
  }

  /// By a trampoline.
  static Check fentry(List<LogicalProbe> ways) {
    if (ways.contains(LogicalProbe.FENTRY)) {
      return Check.ok(FENTRY, WATCHES);
    }
    return ways.contains(LogicalProbe.KPROBE)
        ? Check.ok(FENTRY, "not here, and not needed beside kprobes")
        : Check.degraded(
            FENTRY,
            NOT_HERE,
            "writes are seen as system calls, without the kernel's inode and offset",
            "use a kernel with CONFIG_DEBUG_INFO_BTF and CONFIG_FUNCTION_TRACER");
  }

  /// By a breakpoint.
  static Check kprobes(List<LogicalProbe> ways) {
    if (ways.contains(LogicalProbe.KPROBE)) {
      return Check.ok(KPROBES, WATCHES);
    }
    return ways.contains(LogicalProbe.FENTRY)
        ? Check.ok(KPROBES, "not here, and not needed beside fentry")
        : Check.degraded(
            KPROBES,
            NOT_HERE,
            "they would do where fentry does not",
            "use a kernel with CONFIG_KPROBE_EVENTS");
  }

  /// They read what a bio carries, where the backend takes the kernel's types there.
  Check rawTracepoints() {
    return backend.variants(Causes.EXT4, host, version).contains(ProbePlan.WITH_PAGES)
        ? Check.ok(RAW_TRACEPOINTS, "can read the pages of a bio")
        : Check.degraded(
            RAW_TRACEPOINTS,
            "cannot read the pages of a bio here",
            "which page a bio carries is told by its place on the disk alone",
            "use bpftrace 0.23 or later and CONFIG_DEBUG_INFO_BTF, CONFIG_FUNCTION_TRACER");
  }

  /// The tracepoints of a module come when it is loaded: a run mounts first, and looks then.
  private boolean isNotLoaded() {
    return !tracepoints.hasCategory("ext4") && !host.hasLoaded("ext4");
  }

  /// What the variant lacks that is nearest to being served.
  private List<String> leastAbsent(Causes causes) {
    return backend.variants(causes, host, version).stream()
        .map(this::absent)
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  private List<String> absent(LogicalProbe way) {
    return absent(backend.variant(way, version));
  }

  private List<String> absent(String probe) {
    return tracepoints.absent(backend.script(probe));
  }

  private String all(String probe) {
    int used = Tracepoints.used(backend.script(probe)).size();
    return used + " of " + used + ", with all fields";
  }
}
