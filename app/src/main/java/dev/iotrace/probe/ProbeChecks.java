package dev.iotrace.probe;

import static dev.iotrace.probe.Check.Name.BLOCK_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.CALL_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.EXT4_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.FENTRY;
import static dev.iotrace.probe.Check.Name.KPROBES;

import dev.iotrace.probe.ProbePlan.Causes;
import java.util.Comparator;
import java.util.List;

/// What the probes of a backend find on this kernel, and which of them it serves.
///
/// @param version of the backend
record ProbeChecks(Backend backend, String version, ProbeHost host, Tracepoints tracepoints) {
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
    return way(FENTRY, ways.contains(LogicalProbe.FENTRY), ways, "CONFIG_DEBUG_INFO_BTF");
  }

  /// By a breakpoint.
  static Check kprobes(List<LogicalProbe> ways) {
    return way(KPROBES, ways.contains(LogicalProbe.KPROBE), ways, "CONFIG_KPROBE_EVENTS");
  }

  private static Check way(Check.Name name, boolean works, List<LogicalProbe> ways, String option) {
    if (works) {
      return Check.ok(name, "can watch vfs_write");
    }
    if (ways.contains(LogicalProbe.FENTRY) || ways.contains(LogicalProbe.KPROBE)) {
      return Check.ok(name, "not on this kernel, and not needed beside the other");
    }
    return Check.degraded(
        name,
        "not on this kernel",
        "writes are seen as system calls, without the kernel's inode and offset",
        "use a kernel with " + option);
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
    return "all " + Tracepoints.used(backend.script(probe)).size() + " in use, with all fields";
  }
}
