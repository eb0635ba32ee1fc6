package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbePlanTest {
  private static final String INFO_0_17 =
      "  btf: yes\n  map batch: yes\nProbe types\n  kprobe: yes\n  kfunc: %s\n";

  @TempDir Path root = Path.of("");

  @BeforeEach
  void aHostThatCan() throws IOException {
    write("proc/self/status", "Name:\tjava\nUid:\t1000\t0\t0\t0\n");
    write("proc/sys/kernel/random/boot_id", "boot-1\n");
    Files.createDirectories(root.resolve("sys/kernel/tracing/events"));
    bpftrace("yes");
  }

  @Test
  void theBestWayComesFirstAndTheCertainOneLast() {
    assertThat(Capabilities.logical(INFO_0_17.formatted("yes"), true))
        .containsExactly(LogicalProbe.FENTRY, LogicalProbe.KPROBE, LogicalProbe.SYSCALLS);
    String inColumns = "  perf_event: yes                  fentry: yes                    \n";
    assertThat(Capabilities.logical(inColumns, false))
        .containsExactly(LogicalProbe.FENTRY, LogicalProbe.SYSCALLS);
    assertThat(Capabilities.logical("  fentry: yes\n", true))
        .containsExactly(LogicalProbe.FENTRY, LogicalProbe.SYSCALLS);
    assertThat(Capabilities.logical("", true)).containsExactly(LogicalProbe.SYSCALLS);
  }

  @Test
  void bpftraceIsNotBelievedAboutKprobesThatTheKernelLacks() {
    assertThat(Capabilities.logical(INFO_0_17.formatted("no"), false))
        .containsExactly(LogicalProbe.SYSCALLS);
  }

  @Test
  void aPlanNamesVersionAndWays() {
    ProbePlan plan = plan(Optional.empty());
    assertThat(plan.version()).isEqualTo("0.17.0");
    assertThat(plan.logical()).containsExactly(LogicalProbe.FENTRY, LogicalProbe.SYSCALLS);
  }

  @Test
  void aForcedWayIsTheOnlyOne() {
    assertThat(plan(Optional.of(LogicalProbe.KPROBE)).logical())
        .isEqualTo(List.of(LogicalProbe.KPROBE));
  }

  @Test
  void bpftraceIsAskedOnceABoot() throws IOException {
    List<LogicalProbe> first = plan(Optional.empty()).logical();
    assertThat(asked()).isEqualTo(2);
    assertThat(plan(Optional.empty()).logical()).isEqualTo(first);
    assertThat(asked()).isEqualTo(2);

    write("proc/sys/kernel/random/boot_id", "boot-2\n");
    plan(Optional.empty());
    assertThat(asked()).isEqualTo(4);
    bpftrace("no and longer");
    assertThat(plan(Optional.empty()).logical()).containsExactly(LogicalProbe.SYSCALLS);
  }

  @Test
  void anAnswerThatCannotBeKeptIsAskedForAgain() {
    ProbeHost host = host();
    Path missing = root.resolve("missing");
    ProbePlan plan = ProbePlan.make(host, missing, ProbePlan.Causes.BLOCK, ProbePlan.Wanted.BEST);
    assertThat(plan.version()).isEqualTo("0.17.0");
    assertThat(missing).doesNotExist();
  }

  @Test
  void anOrdinaryUserIsRefused() throws IOException {
    write("proc/self/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\n");
    assertThat(refusal().mend()).contains("sudo");
  }

  /// The bits are CAP_NET_RAW alone, then CAP_SYS_ADMIN, then CAP_BPF with CAP_PERFMON.
  @Test
  void rootWithoutTheCapabilitiesIsRefused() throws IOException {
    String status = "Uid:\t0\t0\t0\t0\nCapEff:\t";
    write("proc/self/status", status + "0000000000002000\n");
    assertThat(refusal().mend()).contains("--cap-add SYS_ADMIN");
    for (String enough : List.of("0000000000200000", "000000c000000000")) {
      write("proc/self/status", status + enough + "\n");
      assertThat(plan(Optional.empty()).version()).isEqualTo("0.17.0");
    }
    write("proc/self/status", status + "0000008000000000\n");
    assertThat(refusal().mend()).contains("--cap-add SYS_ADMIN");
  }

  @Test
  void aPidNamespaceOfItsOwnIsRefused() throws IOException {
    Path link = Files.createDirectories(root.resolve("proc/self/ns")).resolve("pid");
    Files.createSymbolicLink(link, Path.of("pid:[4026532567]"));
    assertThat(refusal().mend()).contains("--pid host");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("pid:[4026531836]"));
    assertThat(plan(Optional.empty()).version()).isEqualTo("0.17.0");
  }

  @Test
  void aHostWithoutTracefsIsRefused() throws IOException {
    Files.delete(root.resolve("sys/kernel/tracing/events"));
    assertThat(refusal().mend()).isEqualTo("mount -t tracefs tracefs /sys/kernel/tracing");
  }

  private ProbeRefused refusal() {
    ProbeRefused refused = catchThrowableOfType(ProbeRefused.class, () -> plan(Optional.empty()));
    assertThat(refused.exitCode()).isEqualTo(3);
    return refused;
  }

  private ProbePlan plan(Optional<LogicalProbe> forced) {
    return ProbePlan.make(
        host(), root, ProbePlan.Causes.EXT4, new ProbePlan.Wanted(Backend.Choice.AUTO, forced));
  }

  private ProbeHost host() {
    return new ProbeHost(root, Map.of("PATH", "/nonexistent:" + root));
  }

  private void bpftrace(String fentry) throws IOException {
    String answers =
        "#!/bin/sh\necho x >> \"$0.asked\"\necho 'bpftrace v0.17.0'\necho '%s' >&2\n"
            .formatted(INFO_0_17.formatted(fentry));
    write("bpftrace", answers);
    assertThat(root.resolve("bpftrace").toFile().setExecutable(true)).isTrue();
  }

  private long asked() throws IOException {
    return Files.readAllLines(root.resolve("bpftrace.asked")).size();
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
