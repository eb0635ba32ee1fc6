package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbePlanTest {
  @TempDir Path root = Path.of("");
  private FakeHost fake;

  @BeforeEach
  void aHostThatCan() throws IOException {
    fake = FakeHost.in(root);
    fake.bpftrace("v0.17.0", FakeHost.INFO_0_17.formatted("yes"));
  }

  @Test
  void theBestWayComesFirstAndTheCertainOneLast() {
    assertThat(Capabilities.logical(FakeHost.INFO_0_17.formatted("yes"), true))
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
    assertThat(Capabilities.logical(FakeHost.INFO_0_17.formatted("no"), false))
        .containsExactly(LogicalProbe.SYSCALLS);
  }

  @Test
  void aPlanNamesVersionAndWays() {
    ProbePlan plan = plan(Optional.empty());
    assertThat(plan.version()).isEqualTo("0.17.0");
    assertThat(plan.logical()).containsExactly(LogicalProbe.FENTRY, LogicalProbe.SYSCALLS);
  }

  @Test
  void aCommandIsFollowedByTheProbesForTrees() {
    ProbePlan plan = treePlan();
    assertThat(plan.variants()).containsExactly("ext4-tree");
    assertThat(plan.logical().stream().map(plan::calls)).containsExactly("calls-tree");
  }

  /// The kernel of the fake is an old one, on which nothing is added up.
  @Test
  void callsAreAddedUpByClausesInTheProbeThatTellsThem() {
    ProbePlan plan = treePlan();
    assertThat(plan.addingUpFrom(2_000, fake.probed())).isEqualTo(plan);
    ProbeScript told = plan.script("calls-tree");
    ProbeScript both =
        plan.backend().script("calls-tree").with(plan.backend().script("calls-tree-ext4"));
    assertThat(both.text()).contains("tracepoint:ext4:ext4_da_write_end", "clear(@counted)");
    assertThat(both.text().split("\\nEND \\{", -1)).hasSize(2);
    assertThat(both.text().chars().filter(c -> c == '{').count())
        .isEqualTo(both.text().chars().filter(c -> c == '}').count());
    assertThat(told.text()).doesNotContain("ext4_da_write_end");
  }

  @Test
  void aCommandIsNotFollowedWithoutTypesOrItsTracepoints() throws IOException {
    fake.remove("sys/kernel/tracing/events/task/task_newtask/format");
    assertThatThrownBy(this::treePlan)
        .isInstanceOf(ProbeRefused.class)
        .hasMessageContaining("task:task_newtask");
    fake.remove("sys/kernel/btf/vmlinux");
    assertThatThrownBy(this::treePlan).isInstanceOf(ProbeRefused.class).hasMessageContaining("BTF");
  }

  private ProbePlan treePlan() {
    return ProbePlan.makeTree(fake.probed(), root, ProbePlan.Causes.EXT4);
  }

  /// Anonymous numbers have major 0, so 39 is 0:39.
  @Test
  void callsOnBtrfsAreToldByItsSuperBlock() {
    ProbeParameters disk = FakeBpftrace.PARAMETERS;
    ProbeParameters btrfs =
        new ProbeParameters(
            disk.fileSystem(),
            disk.disks(),
            disk.layers(),
            disk.threadId(),
            true,
            List.of(11L, 12L, 13L, 14L, 39L, 256L),
            true);
    assertThat(disk.ofCalls()).isEqualTo(disk);
    assertThat(btrfs.ofCalls().positional()).startsWith("39", "7340032");
    assertThat(btrfs.positional())
        .startsWith("7340033", "7340032")
        .endsWith("11", "12", "13", "14")
        .hasSameSizeAs(disk.positional());
    assertThat(btrfs.ofSubvolume()).containsExactly("39", "256");
    assertThat(disk.ofSubvolume()).containsExactly("0", "0");
  }

  @Test
  void aForcedWayIsTheOnlyOne() {
    assertThat(plan(Optional.of(LogicalProbe.KPROBE)).logical())
        .isEqualTo(List.of(LogicalProbe.KPROBE));
  }

  @Test
  void bpftraceIsAskedOnceABoot() throws IOException {
    List<LogicalProbe> first = plan(Optional.empty()).logical();
    assertThat(fake.asked()).isEqualTo(2);
    assertThat(plan(Optional.empty()).logical()).isEqualTo(first);
    assertThat(fake.asked()).isEqualTo(2);

    fake.write("proc/sys/kernel/random/boot_id", "boot-2\n");
    plan(Optional.empty());
    assertThat(fake.asked()).isEqualTo(4);
    fake.bpftrace("v0.17.0", FakeHost.INFO_0_17.formatted("no and longer"));
    assertThat(plan(Optional.empty()).logical()).containsExactly(LogicalProbe.SYSCALLS);
  }

  @Test
  void anAnswerThatCannotBeKeptIsAskedForAgain() {
    Path missing = root.resolve("missing");
    ProbePlan plan =
        ProbePlan.make(fake.probed(), missing, ProbePlan.Causes.BLOCK, ProbePlan.Wanted.BEST);
    assertThat(plan.version()).isEqualTo("0.17.0");
    assertThat(missing).doesNotExist();
  }

  @Test
  void anOrdinaryUserIsRefused() throws IOException {
    fake.write("proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n");
    assertThat(refusal().mend()).contains("sudo");
  }

  /// The bits are CAP_NET_RAW alone, then CAP_SYS_ADMIN, then CAP_BPF with CAP_PERFMON.
  @Test
  void rootWithoutTheCapabilitiesIsRefused() throws IOException {
    String status = "Uid:\t0\t0\t0\t0\nCapEff:\t";
    fake.write("proc/self/status", status + "0000000000002000\n");
    assertThat(refusal().mend()).contains("--cap-add SYS_ADMIN");
    for (String enough : List.of("0000000000200000", "000000c000000000")) {
      fake.write("proc/self/status", status + enough + "\n");
      assertThat(plan(Optional.empty()).version()).isEqualTo("0.17.0");
    }
    fake.write("proc/self/status", status + "0000008000000000\n");
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
    fake.unmountTracefs();
    assertThat(refusal().mend()).isEqualTo("mount -t tracefs tracefs /sys/kernel/tracing");
  }

  @Test
  void lockdownToConfidentialityIsRefused() throws IOException {
    fake.write("sys/kernel/security/lockdown", "none integrity [confidentiality]\n");
    assertThat(refusal().mend()).contains("lockdown=integrity");
  }

  @Test
  void withoutATracepointOfExt4OnlyTheBlockLayerIsWatched() throws IOException {
    fake.rename("ext4:ext4_writepages", "ext4:ext4_write_folios");
    ProbePlan plan = plan(Optional.empty());
    assertThat(plan.causes()).isEqualTo(ProbePlan.Causes.BLOCK);
    assertThat(plan.notes())
        .containsExactly(
            "this kernel lacks ext4:ext4_writepages: block totals are right, causes are unknown");
  }

  @Test
  void aKernelBeforeFoliosHasAVariantOfItsOwn() throws IOException {
    fake.rename("writeback:writeback_dirty_folio", "writeback:writeback_dirty_page");
    ProbePlan plan = plan(Optional.empty());
    assertThat(plan.causes()).isEqualTo(ProbePlan.Causes.EXT4);
    assertThat(plan.variants()).containsExactly("ext4-5.10");
    assertThat(plan.notes()).isEmpty();
  }

  @Test
  void withoutAFieldOfExt4OnlyTheBlockLayerIsWatched() throws IOException {
    fake.renameField("jbd2:jbd2_handle_start", "type", "kind");
    ProbePlan plan = plan(Optional.empty());
    assertThat(plan.causes()).isEqualTo(ProbePlan.Causes.BLOCK);
    assertThat(plan.notes()).singleElement().asString().contains("jbd2:jbd2_handle_start.type:");
  }

  @Test
  void withoutWhatTheBlockTotalsNeedItIsRefused() throws IOException {
    fake.renameField("block:block_rq_issue", "bytes", "size");
    assertThat(refusal().why()).isEqualTo("this kernel lacks block:block_rq_issue.bytes");
  }

  @Test
  void aWayWhoseTracepointsAreMissingIsLeftOutAndTheLastOneIsARefusal() throws IOException {
    fake.rename("syscalls:sys_enter_write", "syscalls:sys_enter_writes");
    assertThat(plan(Optional.empty()).logical()).containsExactly(LogicalProbe.FENTRY);
    fake.rename("syscalls:sys_enter_fsync", "syscalls:sys_enter_flush");
    assertThat(refusal().why()).contains("syscalls:sys_enter_write", "syscalls:sys_enter_fsync");
  }

  @Test
  void aVersionNewerThanAnyTriedIsAcceptedWithANote() throws IOException {
    fake.bpftrace("v9.1.0-rc2", FakeHost.INFO_0_17.formatted("no"));
    ProbePlan plan = plan(Optional.empty());
    assertThat(plan.version()).isEqualTo("9.1.0-rc2");
    assertThat(plan.notes()).singleElement().asString().contains("newer than any tried");
  }

  @Test
  void aBpftraceThatNamesNoVersionIsAcceptedWithANote() throws IOException {
    fake.bpftrace("abc1234-dirty", FakeHost.INFO_0_17.formatted("no"));
    ProbePlan plan = plan(Optional.empty());
    assertThat(plan.version()).isEqualTo("unknown");
    assertThat(plan.notes()).singleElement().asString().contains("does not tell its version");
  }

  @Test
  void aProgramThatIsNotBpftraceIsRefused() throws IOException {
    fake.program("usr/bin/bpftrace", "echo 'command not found'\n");
    assertThat(refusal().why()).isEqualTo("it is not bpftrace: command not found");
  }

  @Test
  void aWellKnownVersionNeedsNoNote() {
    assertThat(plan(Optional.empty()).notes()).isEmpty();
  }

  private ProbeRefused refusal() {
    ProbeRefused refused = catchThrowableOfType(ProbeRefused.class, () -> plan(Optional.empty()));
    assertThat(refused.exitCode()).isEqualTo(3);
    return refused;
  }

  private ProbePlan plan(Optional<LogicalProbe> forced) {
    return ProbePlan.make(
        fake.probed(),
        root,
        ProbePlan.Causes.EXT4,
        new ProbePlan.Wanted(Backend.Choice.AUTO, forced));
  }
}
