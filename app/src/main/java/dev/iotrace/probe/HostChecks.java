package dev.iotrace.probe;

import static dev.iotrace.probe.Check.Name.BTF;
import static dev.iotrace.probe.Check.Name.CAPABILITIES;
import static dev.iotrace.probe.Check.Name.CONTAINER;
import static dev.iotrace.probe.Check.Name.DEVICE_COUNTERS;
import static dev.iotrace.probe.Check.Name.LOCKDOWN;
import static dev.iotrace.probe.Check.Name.LOCKED_MEMORY;
import static dev.iotrace.probe.Check.Name.TRACEFS;
import static dev.iotrace.probe.Check.Name.TRACE_INSTANCES;

/// What the kernel and the rights of this process allow, whatever the backend.
///
/// @param host what is looked at
record HostChecks(ProbeHost host) {
  /// Whether this process may load probes. Its capabilities count, not its user (capabilities(7)).
  Check capabilities() {
    if (host.has(Capability.SYS_ADMIN)) {
      return Check.ok(CAPABILITIES, "CAP_SYS_ADMIN");
    }
    if (host.has(Capability.BPF) && host.has(Capability.PERFMON)) {
      return Check.degraded(
          CAPABILITIES,
          "CAP_BPF and CAP_PERFMON, but not CAP_SYS_ADMIN",
          "nothing can be mounted, so only --target works",
          "run it with sudo, or start the container with --cap-add SYS_ADMIN");
    }
    throw host.isRoot() ? ProbeRefused.notCapable() : ProbeRefused.notRoot();
  }

  /// `confidentiality` forbids to open tracefs and to read kernel memory (`LOCKDOWN_TRACEFS` and
  /// `LOCKDOWN_BPF_READ_KERNEL`, include/linux/security.h); `integrity` does not.
  Check lockdown() {
    String mode = host.lockdown();
    if (mode.equals("confidentiality")) {
      throw ProbeRefused.lockedDown();
    }
    return Check.ok(LOCKDOWN, mode.isEmpty() ? "unknown: securityfs is not mounted" : mode);
  }

  /// In a PID namespace of its own a thread's id is not that which a probe sees, and the id of a
  /// process that runs outside seems to be nobody's.
  Check container() {
    if (!host.inFirstPidNamespace()) {
      throw ProbeRefused.otherPidNamespace();
    }
    return Check.ok(CONTAINER, host.container());
  }

  /// Backends raise the limit when they may. Since 5.11 BPF is charged to the memory cgroup instead
  /// (kernel/bpf/syscall.c).
  Check lockedMemory() {
    boolean limited = host.kernel().filter(it -> it.isBefore(5, 11)).isPresent();
    if (!limited || host.has(Capability.SYS_RESOURCE) || host.lockedMemory().equals("unlimited")) {
      return Check.ok(LOCKED_MEMORY, "not limited");
    }
    return Check.degraded(
        LOCKED_MEMORY,
        "limited to " + host.lockedMemory() + " bytes",
        "probes may not load",
        "ulimit -l unlimited, or start the container with --ulimit memlock=-1");
  }

  Check tracefs() {
    return Check.ok(TRACEFS, host.requireTracefs().toString());
  }

  /// Where completions are read.
  Check traceInstances() {
    return host.hasTraceInstances()
        ? Check.ok(TRACE_INSTANCES, "can be made")
        : Check.degraded(
            TRACE_INSTANCES,
            "cannot be made",
            "completions that interrupt a probe go missing",
            "mount -o remount,rw /sys/kernel/tracing");
  }

  /// What the books are held against.
  Check deviceCounters() {
    return host.countsFlushes()
        ? Check.ok(DEVICE_COUNTERS, "bytes and flushes")
        : Check.degraded(
            DEVICE_COUNTERS,
            "bytes only",
            "flushes are not held against the kernel's count",
            "use Linux 5.5 or later");
  }

  /// The kernel's description of its own types.
  Check types() {
    return host.hasBtf()
        ? Check.ok(BTF, "/sys/kernel/btf/vmlinux")
        : Check.degraded(
            BTF,
            "this kernel does not describe its types",
            "writes cannot be watched by fentry",
            "use a kernel with CONFIG_DEBUG_INFO_BTF");
  }
}
