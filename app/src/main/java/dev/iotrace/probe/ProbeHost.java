package dev.iotrace.probe;

import dev.iotrace.event.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The machine, as far as probing depends on it.
///
/// @param root where its root directory is seen: `/`, but in tests
/// @param environment variables of this process
public record ProbeHost(Path root, Map<String, String> environment) {
  /// The first PID namespace, `PROC_PID_INIT_INO` of include/linux/proc_ns.h: the same on every
  /// kernel since 3.8.
  private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";

  private static final List<String> TRACING =
      List.of("sys/kernel/tracing", "sys/kernel/debug/tracing");

  /// bcc, too, takes a directory without it for one left behind by a package that is gone.
  private static final String HEADER = "include/linux/kconfig.h";

  /// This machine.
  public static ProbeHost here() {
    return new ProbeHost(Path.of("/"), System.getenv());
  }

  /// @throws ProbeRefused unless this process may load probes, and they see it by the ids it knows
  public void requireAble() {
    HostChecks checks = new HostChecks(this);
    checks.capabilities();
    checks.container();
  }

  /// Where tracefs is mounted; empty when it is not.
  Optional<Path> tracefs() {
    return TRACING.stream()
        .map(root::resolve)
        .filter(it -> Files.isDirectory(it.resolve("events")))
        .findFirst();
  }

  /// Where tracefs is mounted.
  ///
  /// @throws ProbeRefused when it is not
  Path requireTracefs() {
    return tracefs()
        .orElseThrow(isMounted("tracefs") ? ProbeRefused::tracefsEmpty : ProbeRefused::noTracefs);
  }

  /// Its events.
  ///
  /// @throws ProbeRefused when tracefs is not mounted
  Tracepoints tracepoints() {
    return new Tracepoints(requireTracefs().resolve("events"));
  }

  /// Whether trace buffers can be made beside the kernel's own.
  boolean hasTraceInstances() {
    return Files.isWritable(requireTracefs().resolve("instances"));
  }

  /// Whether this file system is in the kernel's memory.
  boolean hasLoaded(String fileSystem) {
    return read("proc/filesystems").lines().anyMatch(line -> line.endsWith("\t" + fileSystem));
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

  /// Whether the kernel tells which of its functions can be traced: not without ftrace's function
  /// tracer, and not under lockdown.
  boolean listsFunctions() {
    return TRACING.stream().anyMatch(it -> hasText(it + "/available_filter_functions"));
  }

  private boolean hasText(String path) {
    try (InputStream in = Files.newInputStream(root.resolve(path))) {
      return in.read() >= 0;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /// Whether the headers of the running kernel are there: those of its package, or those that a
  /// kernel with `CONFIG_IKHEADERS` carries, which bcc unpacks to /tmp/kheaders-RELEASE and leaves
  /// there (`ClangLoader::parse`, src/cc/frontends/clang/loader.cc).
  boolean hasHeaders() {
    Path modules = root.resolve("lib/modules").resolve(kernelRelease());
    boolean whole = // Debian keeps what is the same on every architecture apart, in source
        Files.isDirectory(modules.resolve("build"))
            && Stream.of("source", "build")
                .anyMatch(part -> Files.exists(modules.resolve(part).resolve(HEADER)));
    return whole || Files.exists(root.resolve("sys/kernel/kheaders.tar.xz"));
  }

  /// `none`, `integrity` or `confidentiality` (kernel_lockdown(7)); the one in brackets counts.
  /// Empty where the kernel does not tell, for securityfs is not mounted.
  String lockdown() {
    String modes = read("sys/kernel/security/lockdown");
    int open = modes.indexOf('[');
    int close = modes.indexOf(']');
    if (open >= 0 && close > open) {
      return Printable.of(modes.substring(open + 1, close));
    }
    return isMounted("securityfs") ? "none" : "";
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
    return Packages.of(Distribution.at(root), kernelRelease());
  }

  /// The kernel's name: `6.1.0-50-cloud-amd64`; empty when unknown.
  String kernelRelease() {
    return read("proc/sys/kernel/osrelease").strip();
  }

  /// Its version; empty when unknown.
  Optional<VersionNumber> kernel() {
    return VersionNumber.in(kernelRelease());
  }

  /// Names of this machine, its user and their files, which are nobody's business.
  public List<String> privateNames() {
    return Stream.concat(
            Stream.of(read("proc/sys/kernel/hostname"), read("etc/hostname")),
            Stream.of("USER", "LOGNAME", "SUDO_USER", "HOSTNAME", "HOME", Bpftrace.PATH_VARIABLE)
                .map(it -> environment.getOrDefault(it, "")))
        .map(String::strip)
        .filter(name -> !name.equals("root"))
        .toList();
  }

  /// Different after each boot; empty when unknown.
  String bootId() {
    return read("proc/sys/kernel/random/boot_id").strip();
  }

  /// Where procfs is.
  Path proc() {
    return root.resolve("proc");
  }

  /// Whether this process is the user that old programs ask for. `Uid:` holds the real, effective,
  /// saved and file system's user (proc_pid_status(5)).
  boolean isRoot() {
    return status("Uid:").filter(ids -> ids.split("\\s+")[1].equals("0")).isPresent();
  }

  /// Whether this capability is effective; yes where the kernel does not tell.
  boolean has(Capability capability) {
    return status("CapEff:").map(capability::isIn).orElse(true);
  }

  /// User and capabilities in one word: what a program answers may depend on them.
  String rights() {
    return isRoot() + "/" + status("CapEff:").orElse("");
  }

  /// Whether this process is in the first PID namespace; yes where the kernel does not tell.
  boolean inFirstPidNamespace() {
    try {
      Path namespace = Files.readSymbolicLink(root.resolve("proc/self/ns/pid"));
      return namespace.toString().equals(FIRST_PID_NAMESPACE);
    } catch (IOException unknown) {
      return true;
    }
  }

  /// The container that this process is in, by the files that engines put there; else `none`.
  String container() {
    if (Files.exists(root.resolve(".dockerenv"))) {
      return "docker";
    }
    if (Files.exists(root.resolve("run/.containerenv"))) {
      return "podman";
    }
    String manager = Printable.of(read("run/systemd/container"));
    return manager.isEmpty() ? "none" : manager;
  }

  /// How many bytes this process may lock in memory: a number or `unlimited` (proc_pid_limits(5)).
  String lockedMemory() {
    return line("proc/self/limits", "Max locked memory")
        .map(limits -> limits.split("\\s+")[0])
        .orElse("unlimited");
  }

  /// Whether a file system of that type is (proc_pid_mountinfo(5)).
  private boolean isMounted(String type) {
    return read("proc/self/mountinfo").lines().anyMatch(line -> line.contains(" - " + type + " "));
  }

  private Optional<String> status(String label) {
    return line("proc/self/status", label);
  }

  private Optional<String> line(String path, String label) {
    return read(path)
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
