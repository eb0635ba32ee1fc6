package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.probe.ProbePlan.Causes;
import dev.iotrace.probe.ProbePlan.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which probes are run with which bpftrace on which kernel. The kernels' tracepoints under
/// `tracefs` and the answers to `bpftrace --info` under `bpftrace` are real.
class ProbeTableTest {
  @TempDir Path root = Path.of("");

  /// `functions` tells whether the kernel lists those that can be traced.
  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          kernel | bpftrace | kprobes | functions | causes         | calls
          5.10   | 0.11.3   | true    | true      | ext4-5.10      | kprobe-0.11 syscalls
          6.1    | 0.17.0   | true    | true      | ext4           | fentry kprobe syscalls
          6.12   | 0.23.2   | true    | true      | ext4-page ext4 | fentry kprobe syscalls
          7.2    | 0.27.1   | true    | true      | ext4-page ext4 | fentry kprobe syscalls
          6.18   | 0.17.0   | false   | false     | ext4           | syscalls
          6.18   | 0.23.2   | false   | false     | ext4-page ext4 | syscalls
          6.18   | 0.27.1   | false   | false     | ext4           | syscalls
          """)
  void planIs(
      String kernel,
      String bpftrace,
      boolean kprobes,
      boolean functions,
      String causes,
      String calls)
      throws IOException {
    FakeHost fake = host(kernel, bpftrace);
    if (kprobes) {
      fake.write("sys/kernel/tracing/kprobe_events", "");
    }
    fake.write("sys/kernel/tracing/available_filter_functions", functions ? "vfs_write\n" : "");
    fake.write(headers(kernel), "");

    ProbePlan plan = plan(fake, Causes.EXT4);
    assertThat(plan.causes()).isEqualTo(Causes.EXT4);
    assertThat(plan.variants()).isEqualTo(List.of(causes.split(" ")));
    assertThat(calls(plan)).isEqualTo(Stream.of(calls.split(" ")).map("calls-"::concat).toList());
    assertThat(plan(fake, Causes.BLOCK).variants()).containsExactly("block");
    assertThat(probes(plan)).allSatisfy(ProbeTableTest::usesOnlyParametersThatThereAre);
  }

  @Test
  void withoutTypesPagesAreNotSeen() throws IOException {
    FakeHost fake = host("6.12", "0.23.2");
    fake.remove("sys/kernel/btf/vmlinux");
    assertThat(plan(fake, Causes.EXT4).variants()).containsExactly("ext4");
  }

  @Test
  void theOldestBpftraceIsRefusedWithoutTheKernelsHeaders() throws IOException {
    FakeHost fake = host("5.10", "0.11.3");
    assertThatThrownBy(() -> plan(fake, Causes.EXT4))
        .isInstanceOf(ProbeRefused.class)
        .hasMessageContaining("needs the headers")
        .hasMessageContaining("apt-get install linux-headers-5.10.0-1-amd64");
  }

  private FakeHost host(String kernel, String bpftrace) throws IOException {
    FakeHost fake = FakeHost.in(root);
    fake.tracepointsOf(kernel);
    fake.write("proc/sys/kernel/osrelease", kernel + ".0-1-amd64\n");
    fake.bpftrace("v" + bpftrace, resource("/bpftrace/" + bpftrace + "-linux-" + kernel + ".info"));
    return fake;
  }

  private static String headers(String kernel) {
    return "lib/modules/" + kernel + ".0-1-amd64/build/include/linux/kconfig.h";
  }

  private ProbePlan plan(FakeHost fake, Causes causes) {
    return ProbePlan.make(fake.probed(), root, causes, Wanted.BEST);
  }

  private static List<String> calls(ProbePlan plan) {
    return plan.logical().stream().map(way -> plan.backend().variant(way, plan.version())).toList();
  }

  private static List<ProbeScript> probes(ProbePlan plan) {
    return Stream.concat(plan.variants().stream(), calls(plan).stream())
        .map(plan.backend()::script)
        .toList();
  }

  private static void usesOnlyParametersThatThereAre(ProbeScript script) {
    assertThat(Pattern.compile("\\$(\\d+)").matcher(script.text()).results())
        .isNotEmpty()
        .allSatisfy(
            use ->
                assertThat(Integer.parseInt(use.group(1)))
                    .isBetween(1, FakeBpftrace.PARAMETERS.positional().size()));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ProbeTableTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
