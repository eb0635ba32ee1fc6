package dev.iotrace.probe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private static final List<String> TRACING =
      List.of("sys/kernel/tracing", "sys/kernel/debug/tracing");

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

  /// @throws ProbeRefused when the kernel denies everybody what probes need: `confidentiality`
  ///   forbids to open tracefs and to read kernel memory (include/linux/security.h,
  ///   `LOCKDOWN_TRACEFS`, `LOCKDOWN_BPF_READ_KERNEL`); `integrity` does not
  void requireNoLockdown() {
    if (lockdown().equals("confidentiality")) {
      throw ProbeRefused.lockedDown();
    }
  }

  /// Where tracefs is mounted.
  ///
  /// @throws ProbeRefused when it is not
  Path requireTracefs() {
    return TRACING.stream()
        .map(root::resolve)
        .filter(it -> Files.isDirectory(it.resolve("events")))
        .findFirst()
        .orElseThrow(ProbeRefused::noTracefs);
  }

  /// Its events.
  ///
  /// @throws ProbeRefused when tracefs is not mounted
  Tracepoints tracepoints() {
    return new Tracepoints(requireTracefs().resolve("events"));
  }

  /// Whether the kernel has kprobes (`CONFIG_KPROBE_EVENTS`), whatever bpftrace believes.
  boolean hasKprobes() {
    return Files.exists(root.resolve("sys/bus/event_source/devices/kprobe"))
        || TRACING.stream().anyMatch(it -> Files.exists(root.resolve(it).resolve("kprobe_events")));
  }

  /// Whether the kernel tells its types (`CONFIG_DEBUG_INFO_BTF`).
  boolean hasBtf() {
    return Files.isReadable(root.resolve("sys/kernel/btf/vmlinux"));
  }

  /// `none`, `integrity` or `confidentiality` (kernel_lockdown(7)); the one in brackets counts.
  String lockdown() {
    String modes = read("sys/kernel/security/lockdown");
    int open = modes.indexOf('[');
    int close = modes.indexOf(']');
    return open < 0 || close < open ? "none" : Printable.of(modes.substring(open + 1, close));
  }

  /// Whether the kernel counts the flushes of a disk: the 16th number of its counters, since 5.5
  /// (Documentation/block/stat.rst). Yes where there is no disk to ask.
  boolean countsFlushes() {
    try (DirectoryStream<Path> disks = Files.newDirectoryStream(root.resolve("sys/block"))) {
      for (Path disk : disks) {
        return read("sys/block/" + disk.getFileName() + "/stat").strip().split(" +").length >= 16;
      }
    } catch (IOException none) {
      return true;
    }
    return true;
  }

  /// The packages of its distribution.
  Packages packages() {
    String osRelease = read("etc/os-release");
    return Packages.of(
        osRelease.isEmpty() ? read("usr/lib/os-release") : osRelease, kernelRelease());
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
