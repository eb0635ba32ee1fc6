package dev.iotrace.probe;

import static dev.iotrace.probe.Check.Name.BCC;
import static dev.iotrace.probe.Check.Name.BLOCK_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.BPFTRACE;
import static dev.iotrace.probe.Check.Name.BTF;
import static dev.iotrace.probe.Check.Name.CALL_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.CAPABILITIES;
import static dev.iotrace.probe.Check.Name.CONTAINER;
import static dev.iotrace.probe.Check.Name.DEVICE_COUNTERS;
import static dev.iotrace.probe.Check.Name.EXT4_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.FENTRY;
import static dev.iotrace.probe.Check.Name.LOCKDOWN;
import static dev.iotrace.probe.Check.Name.LOCKED_MEMORY;
import static dev.iotrace.probe.Check.Name.RAW_TRACEPOINTS;
import static dev.iotrace.probe.Check.Name.TRACEFS;
import static dev.iotrace.probe.Check.Name.TRACE_INSTANCES;
import static dev.iotrace.probe.Check.State.DEGRADED;
import static dev.iotrace.probe.Check.State.MISSING;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// What is taken away from a host that can trace, and what is to be said of it.
record Lack(String what, Check.Name name, Check.State state, String mend, Deed deed) {
  private static final String NONE = "0000000000000000";
  private static final String BPF_AND_PERFMON = "000000c000000000";

  /// Takes it away.
  interface Deed {
    void on(FakeHost host) throws IOException;
  }

  static Stream<Lack> all() {
    return Stream.of(rights(), kernel(), backends(), tracepoints()).flatMap(List::stream);
  }

  private static List<Lack> rights() {
    return List.of(
        new Lack("rights", CAPABILITIES, MISSING, "sudo", host -> host.mayDo(1000, NONE)),
        new Lack(
            "rights in a container",
            CAPABILITIES,
            MISSING,
            "--cap-add SYS_ADMIN",
            host -> host.mayDo(0, NONE)),
        new Lack(
            "right to mount",
            CAPABILITIES,
            DEGRADED,
            "sudo",
            host -> host.mayDo(0, BPF_AND_PERFMON)),
        new Lack(
            "root for old bpftrace",
            BPFTRACE,
            MISSING,
            "sudo",
            host -> host.mayDo(1000, BPF_AND_PERFMON)),
        new Lack(
            "open kernel",
            LOCKDOWN,
            MISSING,
            "lockdown=integrity",
            host ->
                host.write("sys/kernel/security/lockdown", "none integrity [confidentiality]\n")),
        new Lack(
            "pid namespace",
            CONTAINER,
            MISSING,
            "--pid host",
            host -> host.link("proc/self/ns/pid", "pid:[4026532222]")));
  }

  private static List<Lack> kernel() {
    return List.of(
        new Lack(
            "lockable memory", LOCKED_MEMORY, DEGRADED, "--ulimit memlock=-1", Lack::limitMemory),
        new Lack(
            "tracing directory",
            TRACEFS,
            MISSING,
            "mount -t tracefs tracefs /sys/kernel/tracing",
            FakeHost::unmountTracefs),
        new Lack(
            "files in the tracing directory",
            TRACEFS,
            MISSING,
            "lockdown=integrity",
            host -> {
              host.unmountTracefs();
              host.write(
                  "proc/self/mountinfo", "30 22 0:11 / /sys/kernel/tracing rw - tracefs none rw\n");
            }),
        new Lack(
            "instances",
            TRACE_INSTANCES,
            DEGRADED,
            "remount,rw",
            host -> host.remove("sys/kernel/tracing/instances")),
        new Lack(
            "flush counter",
            DEVICE_COUNTERS,
            DEGRADED,
            "Linux 5.5",
            host -> host.write("sys/block/sda/stat", "1 2 3 4 5 6 7 8 9 10 11\n")),
        new Lack(
            "types",
            BTF,
            DEGRADED,
            "CONFIG_DEBUG_INFO_BTF",
            host -> host.remove("sys/kernel/btf/vmlinux")));
  }

  private static List<Lack> backends() {
    return List.of(
        new Lack(
            "backend",
            BPFTRACE,
            MISSING,
            "apt-get install bpftrace",
            host -> host.remove("usr/bin/bpftrace")),
        new Lack(
            "both backends",
            BCC,
            MISSING,
            "apt-get install python3-bpfcc",
            host -> host.remove("usr/bin/bpftrace")),
        new Lack(
            "headers for bcc",
            BCC,
            MISSING,
            "apt-get install linux-headers-6.18.0-1-cloud-amd64",
            host -> {
              host.remove("usr/bin/bpftrace");
              host.bcc();
            }),
        new Lack(
            "known version",
            BPFTRACE,
            DEGRADED,
            "iotrace doctor --bundle",
            host -> host.bpftrace("v9.1.0-rc2", FakeHost.INFO_0_17.formatted("no"))),
        new Lack(
            "recent version",
            BPFTRACE,
            DEGRADED,
            "bpftrace 0.11",
            host -> {
              host.headers();
              host.bpftrace("v0.9.4", FakeHost.INFO_0_17.formatted("no"));
            }),
        new Lack(
            "version",
            BPFTRACE,
            DEGRADED,
            "iotrace doctor --bundle",
            host -> host.bpftrace("abc1234-dirty", FakeHost.INFO_0_17.formatted("no"))),
        new Lack("way into vfs write", FENTRY, DEGRADED, "CONFIG_DEBUG_INFO_BTF", _ -> {}));
  }

  private static List<Lack> tracepoints() {
    return List.of(
        new Lack("pages of a bio", RAW_TRACEPOINTS, DEGRADED, "bpftrace 0.23", _ -> {}),
        new Lack(
            "block field",
            BLOCK_TRACEPOINTS,
            MISSING,
            "CONFIG_BLK_DEV_IO_TRACE",
            host -> host.renameField("block:block_rq_issue", "bytes", "size")),
        new Lack(
            "ext4 event",
            EXT4_TRACEPOINTS,
            DEGRADED,
            "Linux 5.10",
            host -> host.rename("ext4:ext4_writepages", "ext4:ext4_write_folios")),
        new Lack(
            "calls",
            CALL_TRACEPOINTS,
            MISSING,
            "CONFIG_FTRACE_SYSCALLS",
            host -> host.rename("syscalls:sys_enter_write", "syscalls:sys_enter_writes")));
  }

  static void limitMemory(FakeHost host) throws IOException {
    host.write("proc/sys/kernel/osrelease", "5.10.0-30-amd64\n");
    host.write("proc/self/limits", "Max locked memory         65536      65536      bytes\n");
    host.mayDo(0, BPF_AND_PERFMON);
  }

  @Override
  public String toString() {
    return what;
  }
}
