package dev.iotrace.probe;

import dev.iotrace.event.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// This host cannot be watched as it is.
public final class ProbeRefused extends Refusal {
  private static final long serialVersionUID = 1L;
  private static final String CANNOT_TRACE = "cannot trace";
  private static final String CANNOT_TRACE_BY_BCC = "cannot trace by bcc";
  private static final String ASK_DOCTOR = "iotrace doctor tells what this host allows";
  private static final String LESS_LOCKDOWN = "boot with lockdown=integrity";
  private static final int HOST_CANNOT = 3;

  /// The mend where tracepoints are missing.
  static final String OTHER_KERNEL =
      "use Linux 5.10 or later with CONFIG_BLK_DEV_IO_TRACE and CONFIG_FTRACE_SYSCALLS";

  private ProbeRefused(String what, String why, String mend) {
    super(what, why, mend);
  }

  static ProbeRefused notRoot() {
    return new ProbeRefused(
        CANNOT_TRACE,
        "only root, or CAP_BPF with CAP_PERFMON, may load probes into the kernel",
        "run it with sudo");
  }

  /// Capabilities count for bpftrace since 0.25 (its src/main.cpp).
  static ProbeRefused rootOnly(String version) {
    return new ProbeRefused(
        CANNOT_TRACE,
        "bpftrace " + version + " works for root only",
        "run it with sudo, or use bpftrace 0.25 or later");
  }

  static ProbeRefused notCapable() {
    return new ProbeRefused(
        CANNOT_TRACE,
        "this process has neither CAP_SYS_ADMIN nor CAP_BPF and CAP_PERFMON",
        "start the container with --cap-add SYS_ADMIN");
  }

  static ProbeRefused otherPidNamespace() {
    return new ProbeRefused(
        CANNOT_TRACE,
        "probes see other thread ids than this PID namespace",
        "start the container with --pid host");
  }

  static ProbeRefused noTracefs() {
    return new ProbeRefused(
        CANNOT_TRACE, "tracefs is not mounted", "mount -t tracefs tracefs /sys/kernel/tracing");
  }

  /// So it is when the kernel was locked down before it made the files (`tracing_init_dentry`,
  /// kernel/trace/trace.c).
  static ProbeRefused tracefsEmpty() {
    return new ProbeRefused(
        CANNOT_TRACE,
        "tracefs is empty: the kernel is locked down, or was built without CONFIG_TRACING",
        LESS_LOCKDOWN);
  }

  static ProbeRefused lockedDown() {
    return new ProbeRefused(
        CANNOT_TRACE,
        "the kernel is locked down to confidentiality, which forbids tracing",
        LESS_LOCKDOWN);
  }

  static ProbeRefused tracepointsMissing(List<String> absent) {
    return new ProbeRefused(CANNOT_TRACE, Tracepoints.lacking(absent), OTHER_KERNEL);
  }

  static ProbeRefused treeUnseen(String why) {
    return new ProbeRefused(
        "cannot follow a command",
        why,
        "use 'iotrace write', or Linux 5.16 or later with CONFIG_DEBUG_INFO_BTF and bpftrace 0.17");
  }

  static ProbeRefused sumsUnseen(String why) {
    return new ProbeRefused(
        "cannot watch",
        why,
        "use Linux 6.6 or later, for XFS 6.18, with CONFIG_DEBUG_INFO_BTF, and bpftrace 0.17 or"
            + " later");
  }

  static ProbeRefused bpftraceMissing(Packages packages) {
    return new ProbeRefused(
        CANNOT_TRACE, "bpftrace is not in PATH", packages.install(Packages.BPFTRACE));
  }

  static ProbeRefused bccMissing(Packages packages) {
    return new ProbeRefused(
        CANNOT_TRACE_BY_BCC, "Python's module bcc is missing", packages.install(packages.bcc()));
  }

  static ProbeRefused headersMissingForBcc(String release, Packages packages) {
    return new ProbeRefused(
        CANNOT_TRACE_BY_BCC,
        "the headers of kernel " + Printable.of(release) + " are not installed",
        packages.install(packages.headers()) + ", or use bpftrace");
  }

  static ProbeRefused headersMissing(String version, String release, Packages packages) {
    return new ProbeRefused(
        CANNOT_TRACE,
        "bpftrace "
            + version
            + " needs the headers of kernel "
            + Printable.of(release)
            + ", which are not installed",
        packages.install(packages.headers()));
  }

  static ProbeRefused bccUnusable(Path python, String why, Packages packages) {
    return new ProbeRefused(
        "cannot run " + Printable.of(python.toString()), why, packages.install(packages.bcc()));
  }

  static ProbeRefused notExecutable(Path named) {
    return new ProbeRefused(
        CANNOT_TRACE,
        Bpftrace.PATH_VARIABLE
            + " names "
            + Printable.of(named.toString())
            + ", which is not an executable file",
        "name bpftrace by it or unset it");
  }

  static ProbeRefused unusable(Path bpftrace, String why) {
    return new ProbeRefused(
        "cannot run " + Printable.of(bpftrace.toString()),
        why,
        "name another one by " + Bpftrace.PATH_VARIABLE);
  }

  static ProbeRefused diedBeforeReady(String probe, String why) {
    return new ProbeRefused("probe " + probe + " did not start", why, ASK_DOCTOR);
  }

  static ProbeRefused neverReady(String probe, Duration deadline) {
    return new ProbeRefused(
        "probe " + probe + " did not start",
        "it was not ready within " + deadline.toSeconds() + " s",
        "try again when the machine is less busy; " + ASK_DOCTOR);
  }

  static ProbeRefused interrupted(String probe) {
    return new ProbeRefused("probe " + probe + " did not start", "interrupted", "run it again");
  }

  @Override
  public int exitCode() {
    return HOST_CANNOT;
  }
}
