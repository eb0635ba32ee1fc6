package dev.iotrace.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A directory that looks like the root of a Debian host with Linux 6.18 and bpftrace 0.17: able to
/// do everything but fentry and kprobes, until a test takes something away.
public final class FakeHost {
  /// bpftrace's answer to `--info`; a `%s` for whether it has kfunc.
  static final String INFO_0_17 =
      "  btf: yes\n  map batch: yes\nProbe types\n  kprobe: yes\n  kfunc: %s\n";

  private static final String TRACEFS = "sys/kernel/tracing";

  private final Path root;

  private FakeHost(Path root) {
    this.root = root;
  }

  /// Makes one in this directory.
  public static FakeHost in(Path root) throws IOException {
    FakeHost host = new FakeHost(root);
    host.write("proc/self/status", "Name:\tjava\nUid:\t1000\t0\t0\t0\nCapEff:\t000001ffffffffff\n");
    host.write("proc/sys/kernel/random/boot_id", "boot-1\n");
    host.write("proc/sys/kernel/osrelease", "6.18.0-1-cloud-amd64\n");
    host.write(
        "etc/os-release",
        "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nID=debian\n");
    host.write("proc/filesystems", "nodev\tsysfs\n\text4\n");
    host.write("proc/sys/kernel/hostname", "alices-laptop\n");
    host.write("sys/kernel/btf/vmlinux", "");
    host.write("sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
    host.write("sys/block/sda/stat", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n");
    host.tracepointsOf("6.18");
    Files.createDirectories(root.resolve(TRACEFS).resolve("instances"));
    host.bpftrace("v0.17.0", INFO_0_17.formatted("no"));
    return host;
  }

  /// As the probes see it.
  public ProbeHost probed() {
    return new ProbeHost(root, Map.of("PATH", "/nonexistent:" + root.resolve("usr/bin")));
  }

  /// A bpftrace that gives these answers and counts the questions.
  void bpftrace(String version, String info) throws IOException {
    program(
        "usr/bin/bpftrace",
        """
        echo x >> "$0.asked"
        case $1 in
        --version) echo 'bpftrace %s' ;;
        --info) echo '%s' >&2 ;;
        esac
        """
            .formatted(version, info));
  }

  /// How often bpftrace was asked something.
  long asked() throws IOException {
    return Files.readAllLines(root.resolve("usr/bin/bpftrace.asked")).size();
  }

  /// A shell script.
  public void program(String path, String text) throws IOException {
    write(path, "#!/bin/sh\n" + text);
    if (!root.resolve(path).toFile().setExecutable(true)) {
      throw new IOException("cannot make it executable: " + path);
    }
  }

  /// A tracepoint under another name.
  void rename(String event, String other) throws IOException {
    Files.move(event(event), event(other));
  }

  /// A field under another name.
  public void renameField(String event, String field, String other) throws IOException {
    Path format = event(event).resolve("format");
    Files.writeString(
        format, Files.readString(format).replace(" " + field + ";", " " + other + ";"));
  }

  /// As when the module is not loaded.
  void unloadExt4() throws IOException {
    write("proc/filesystems", "nodev\tsysfs\n");
    Files.move(root.resolve(TRACEFS).resolve("events/ext4"), root.resolve("ext4"));
  }

  /// Another process's rights.
  public void mayDo(int user, String capabilities) throws IOException {
    write("proc/self/status", "Uid:\t0\t%d\t0\t0\nCapEff:\t%s\n".formatted(user, capabilities));
  }

  /// As on a host where it is not installed.
  public void remove(String path) throws IOException {
    Files.delete(root.resolve(path));
  }

  /// Python with the module bcc; the kernel's headers are another package.
  void bcc() throws IOException {
    program("usr/bin/python3", "echo bcc 0.26.0 syscalls\n");
    write("usr/lib/python3/dist-packages/bcc/__init__.py", "");
  }

  /// Those of the running kernel.
  void headers() throws IOException {
    write("lib/modules/6.18.0-1-cloud-amd64/build/include/linux/kconfig.h", "");
  }

  /// Takes tracefs away.
  public void unmountTracefs() throws IOException {
    Files.move(root.resolve(TRACEFS), root.resolve("gone"));
  }

  /// A symbolic link to this text.
  void link(String path, String target) throws IOException {
    Path link = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(link.getParent()));
    Files.createSymbolicLink(link, Path.of(target));
  }

  /// A file with this text.
  public void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private Path event(String event) {
    return root.resolve(TRACEFS).resolve("events").resolve(event.replace(':', '/'));
  }

  /// The tracepoints of a real kernel, and no others: name and declarations of the fields, one line
  /// each.
  void tracepointsOf(String kernel) throws IOException {
    Path events = root.resolve(TRACEFS).resolve("events");
    if (Files.exists(events)) {
      Files.move(events, root.resolve("events-before"));
    }
    String name = "/tracefs/linux-" + kernel + ".txt";
    try (InputStream in = FakeHost.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        List<String> parts = List.of(line.split("; "));
        StringBuilder format = new StringBuilder("format:\n\tfield:int common_pid;\toffset:4;\n");
        parts.stream().skip(1).forEach(it -> format.append("\tfield:" + it + ";\toffset:8;\n"));
        Path directory = event(parts.getFirst());
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("format"), format + "\nprint fmt: \"%d\", REC->dev\n");
      }
    }
  }
}
