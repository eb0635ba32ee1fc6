package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotrace.probe.Backend.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which backend is taken on which host.
class BackendTest {
  private static final String BPFTRACE = "bin/bpftrace";
  private static final String MODULE = "usr/lib/python3/dist-packages/bcc/__init__.py";
  private static final String HEADERS =
      "lib/modules/6.1.0-50-cloud-amd64/build/include/linux/kconfig.h";

  @TempDir Path root = Path.of("");

  @BeforeEach
  void aHostWithBoth() throws IOException {
    write("proc/sys/kernel/osrelease", "6.1.0-50-cloud-amd64\n");
    write("etc/os-release", "ID=raspbian\nID_LIKE=debian\n");
    program(BPFTRACE, "echo 'bpftrace v0.17.0'");
    program("usr/bin/python3", "echo bcc 0.26.0 fentry syscalls");
    write(MODULE, "");
    write(HEADERS, "");
  }

  @Test
  void bpftraceComesBeforeBcc() throws IOException {
    assertThat(found(Choice.AUTO)).isInstanceOf(Bpftrace.class);
    Files.delete(root.resolve(BPFTRACE));
    assertThat(found(Choice.AUTO)).isInstanceOf(Bcc.class);
  }

  @Test
  void whatIsChosenIsTakenOrRefused() throws IOException {
    assertThat(found(Choice.BPFTRACE).word()).isEqualTo("bpftrace");
    assertThat(found(Choice.BCC).word()).isEqualTo("bcc");
    Files.delete(root.resolve(BPFTRACE));
    assertThat(refusal(Choice.BPFTRACE).mend()).isEqualTo("apt-get install bpftrace");
  }

  @Test
  void withoutKernelHeadersBccIsRefusedWithTheirPackage() throws IOException {
    Files.delete(root.resolve(HEADERS));
    ProbeRefused refused = refusal(Choice.BCC);
    assertThat(refused.why()).contains("headers of kernel 6.1.0-50-cloud-amd64");
    assertThat(refused.mend()).contains("apt-get install linux-headers-6.1.0-50-cloud-amd64");
  }

  @Test
  void headersAreTwoPackagesAndOneAloneIsNotEnough() throws IOException {
    Files.delete(root.resolve(HEADERS));
    write(HEADERS.replace("build", "source"), "");
    assertThat(found(Choice.BCC)).isInstanceOf(Bcc.class);
    Path build = root.resolve("lib/modules/6.1.0-50-cloud-amd64/build");
    Files.move(build, root.resolve("away"));
    assertThat(refusal(Choice.BCC).mend()).contains("linux-headers-");
  }

  @Test
  void headersThatTheKernelCarriesWillDo() throws IOException {
    Files.delete(root.resolve(HEADERS));
    write("sys/kernel/kheaders.tar.xz", "");
    assertThat(found(Choice.BCC)).isInstanceOf(Bcc.class);
  }

  @Test
  void withoutTheModuleBccIsRefusedWithItsPackage() throws IOException {
    Files.delete(root.resolve(MODULE));
    assertThat(refusal(Choice.BCC).mend()).isEqualTo("apt-get install python3-bpfcc");
    write("usr/lib/python3.12/site-packages/bcc/__init__.py", "");
    assertThat(found(Choice.BCC)).isInstanceOf(Bcc.class);
  }

  @Test
  void withoutAnyTheUsualOneIsAskedFor() throws IOException {
    Files.delete(root.resolve(BPFTRACE));
    Files.delete(root.resolve(MODULE));
    assertThat(refusal(Choice.AUTO).mend()).isEqualTo("apt-get install bpftrace");
  }

  @Test
  void bccTellsItsVersionAndWhatWorks() throws IOException {
    assertThat(found(Choice.BCC).ask(host()))
        .isEqualTo(new Capabilities("0.26.0", List.of(LogicalProbe.FENTRY, LogicalProbe.SYSCALLS)));
    program("usr/bin/python3", "echo 'bpf: Permission denied' >&2; echo bcc 0.18.0 syscalls");
    assertThat(found(Choice.BCC).ask(host()))
        .isEqualTo(new Capabilities("0.18.0", List.of(LogicalProbe.SYSCALLS)));
  }

  @Test
  void aModuleThatDoesNotLoadIsRefused() throws IOException {
    program("usr/bin/python3", "echo 'ImportError: libbcc.so.0: cannot open' >&2; exit 1");
    Backend bcc = found(Choice.BCC);
    ProbeRefused refused = catchThrowableOfType(ProbeRefused.class, () -> bcc.ask(host()));
    assertThat(refused.mend()).isEqualTo("apt-get install python3-bpfcc");
  }

  private Backend found(Choice choice) {
    return Backend.chosen(choice, host()) == Choice.BCC ? Bcc.find(host()) : Bpftrace.find(host());
  }

  private ProbeRefused refusal(Choice choice) {
    ProbeRefused refused = catchThrowableOfType(ProbeRefused.class, () -> found(choice));
    assertThat(refused.exitCode()).isEqualTo(3);
    return refused;
  }

  private ProbeHost host() {
    return new ProbeHost(root, Map.of("PATH", root.resolve("bin").toString()));
  }

  private void program(String path, String line) throws IOException {
    write(path, "#!/bin/sh\n" + line + "\n");
    assertThat(root.resolve(path).toFile().setExecutable(true)).isTrue();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }
}
