package dev.iotrace.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The machine, as far as probing depends on it.
///
/// @param root where its root directory is seen: `/`, but in tests
/// @param environment variables of this process
public record ProbeHost(Path root, Map<String, String> environment) {
  /// Bit numbers of include/uapi/linux/capability.h.
  private static final int CAP_SYS_ADMIN = 21;

  private static final int CAP_PERFMON = 38;
  private static final int CAP_BPF = 39;

  /// The first PID namespace, `PROC_PID_INIT_INO` of include/linux/proc_ns.h: the same on every
  /// kernel since 3.8.
  private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";

  /// This machine.
  public static ProbeHost here() {
    return new ProbeHost(Path.of("/"), System.getenv());
  }

  /// @throws ProbeRefused unless this process may load probes, and they see it by the ids it knows
  public void requireRoot() {
    if (effectiveUser() != 0) {
      throw ProbeRefused.notRoot();
    }
    boolean able = has(CAP_SYS_ADMIN) || (has(CAP_BPF) && has(CAP_PERFMON));
    if (!able) {
      throw ProbeRefused.notCapable();
    }
    if (!inFirstPidNamespace()) {
      throw ProbeRefused.otherPidNamespace();
    }
  }

  /// @throws ProbeRefused unless this process may load probes and tracefs is there
  public void requireAbleToTrace() {
    requireRoot();
    if (!Files.isDirectory(root.resolve("sys/kernel/tracing/events"))
        && !Files.isDirectory(root.resolve("sys/kernel/debug/tracing/events"))) {
      throw ProbeRefused.noTracefs();
    }
  }

  /// Whether the kernel has kprobes (`CONFIG_KPROBE_EVENTS`), whatever bpftrace believes.
  boolean hasKprobes() {
    return Files.exists(root.resolve("sys/bus/event_source/devices/kprobe"))
        || Files.exists(root.resolve("sys/kernel/tracing/kprobe_events"))
        || Files.exists(root.resolve("sys/kernel/debug/tracing/kprobe_events"));
  }

  /// The kernel's name: `6.1.0-50-cloud-amd64`; empty when unknown.
  String kernelRelease() {
    return read("proc/sys/kernel/osrelease").strip();
  }

  /// Different after each boot; empty when unknown.
  String bootId() {
    return read("proc/sys/kernel/random/boot_id").strip();
  }

  /// Where procfs is.
  Path proc() {
    return root.resolve("proc");
  }

  /// `Uid:` holds the real, effective, saved and file system's user (proc_pid_status(5)).
  private int effectiveUser() {
    return status("Uid:").map(ids -> Integer.parseInt(ids.split("\\s+")[1])).orElse(-1);
  }

  /// Whether this capability is effective (capabilities(7)); yes where the kernel does not tell.
  private boolean has(int capability) {
    return status("CapEff:")
        .map(bits -> (Long.parseUnsignedLong(bits, 16) >>> capability & 1) == 1)
        .orElse(true);
  }

  /// In another one a thread's id is not that which a probe sees, and the id of a process that runs
  /// outside seems to be nobody's. Yes where the kernel does not tell.
  private boolean inFirstPidNamespace() {
    try {
      Path namespace = Files.readSymbolicLink(root.resolve("proc/self/ns/pid"));
      return namespace.toString().equals(FIRST_PID_NAMESPACE);
    } catch (IOException unknown) {
      return true;
    }
  }

  private Optional<String> status(String label) {
    return read("proc/self/status")
        .lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).strip())
        .findFirst();
  }

  private String read(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException unknown) {
      return "";
    }
  }
}
