package dev.iotrace.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The machine, as far as probing depends on it.
///
/// @param root where its root directory is seen: `/`, but in tests
/// @param environment variables of this process
public record ProbeHost(Path root, Map<String, String> environment) {
  /// This machine.
  public static ProbeHost here() {
    return new ProbeHost(Path.of("/"), System.getenv());
  }

  /// @throws ProbeRefused unless this process may load probes
  public void requireRoot() {
    if (effectiveUser() != 0) {
      throw ProbeRefused.notRoot();
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
    return read("proc/self/status")
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> Integer.parseInt(line.split("\\s+")[2]))
        .findFirst()
        .orElse(-1);
  }

  private String read(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException unknown) {
      return "";
    }
  }
}
