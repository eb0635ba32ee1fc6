package dev.iotrace.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCpuTest {
  private static final Whose.Names OURS = Whose.Names.of("7:1", List.of("loop1"));

  @TempDir Path proc;
  private KernelCpu cpu = new KernelCpu(KernelThreads.read(Path.of("/proc")), OURS);

  @BeforeEach
  void twoWorkersAndAJournal() throws Exception {
    thread(7, 100, "kworker/u8:7-flush-7:1", 5_000_000);
    thread(8, 100, "kworker/u8:8-kblockd", 5_000_000);
    thread(9, 100, "jbd2/loop1-8", 5_000_000);
    cpu = new KernelCpu(KernelThreads.read(proc), OURS);
  }

  @Test
  void whatWasTakenBeforeIsNotCounted() {
    cpu.add(KernelThreads.read(proc));
    assertThat(cpu.threads()).isEmpty();
  }

  @Test
  void nameThatStayedIsCharged() throws Exception {
    thread(7, 100, "kworker/u8:7+flush-7:1", 7_000_000);
    thread(9, 100, "jbd2/loop1-8", 5_000_300);
    cpu.add(KernelThreads.read(proc));
    assertThat(cpu.threads())
        .containsExactly(
            new ThreadCpu("flush-7:1", Duty.WRITEBACK, Whose.OURS, 2_000_000),
            new ThreadCpu("jbd2/loop1-8", Duty.FILE_SYSTEM, Whose.OURS, 300));
  }

  @Test
  void workerThatChangedItsWorkIsNobodys() throws Exception {
    thread(7, 100, "kworker/u8:7-loop2", 9_000_000);
    cpu.look(proc);
    thread(7, 100, "kworker/u8:7-loop2", 9_500_000);
    cpu.add(KernelThreads.read(proc));
    assertThat(cpu.threads())
        .containsExactly(
            new ThreadCpu("flush-7:1, then loop2", Duty.CHANGED, Whose.SHARED, 4_000_000),
            new ThreadCpu("loop2", Duty.LOOP, Whose.OTHERS, 500_000));
  }

  @Test
  void lookReadsTheWorkersAlone() throws Exception {
    thread(8, 100, "kworker/u8:8-kblockd", 6_000_000);
    thread(9, 100, "jbd2/loop1-8", 8_000_000);
    cpu.look(proc);
    assertThat(cpu.threads())
        .containsExactly(new ThreadCpu("kblockd", Duty.BLOCK_LAYER, Whose.SHARED, 1_000_000));
    cpu.add(KernelThreads.read(proc));
    assertThat(cpu.threads()).hasSize(2).anyMatch(it -> it.cpuNs() == 3_000_000);
  }

  @Test
  void oneThatBeganIsChargedAllEvenUnderAnOldNumber() throws Exception {
    thread(7, 200, "kworker/u8:7-flush-7:1", 1_000_000);
    cpu.add(KernelThreads.read(proc));
    assertThat(cpu.threads())
        .containsExactly(new ThreadCpu("flush-7:1", Duty.WRITEBACK, Whose.OURS, 1_000_000));
  }

  @Test
  void oneThatEndedIsLost() throws Exception {
    Files.delete(proc.resolve("8/stat"));
    cpu.look(proc);
    cpu.add(KernelThreads.read(proc));
    assertThat(cpu.threads()).isEmpty();
  }

  @Test
  void loanIsSharedOutByWhoseTheThreadsAre() {
    List<ThreadCpu> threads =
        List.of(
            new ThreadCpu("flush-7:1", Duty.WRITEBACK, Whose.OURS, 1_000_000),
            new ThreadCpu("jbd2/loop1-8", Duty.FILE_SYSTEM, Whose.OURS, 99_999),
            new ThreadCpu("loop1", Duty.LOOP, Whose.OURS, 300_000),
            new ThreadCpu("kblockd", Duty.BLOCK_LAYER, Whose.SHARED, 4_000_000),
            new ThreadCpu("a, then b", Duty.CHANGED, Whose.SHARED, 5_000_000),
            new ThreadCpu("flush-7:2", Duty.WRITEBACK, Whose.OTHERS, 600_000));
    Background background =
        Background.of(
            1_000_000_000,
            0,
            List.of(
                new ThreadCpu("rcu_preempt", Duty.OTHER, Whose.SHARED, 8_000_000),
                new ThreadCpu("flush-7:2", Duty.WRITEBACK, Whose.OTHERS, 600_000)));
    Loan loan = Loan.of(threads, background, 250_000_000);
    assertThat(loan.oursNs()).isEqualTo(1_099_999);
    assertThat(loan.loopNs()).isEqualTo(300_000);
    assertThat(loan.sharedNs()).isEqualTo(9_000_000);
    assertThat(loan.othersNs()).isEqualTo(600_000);
    assertThat(loan.backgroundNs()).isEqualTo(2_000_000);
    assertThat(loan.threads()).hasSize(5).noneMatch(it -> it.name().equals("jbd2/loop1-8"));
  }

  private void thread(long id, long start, String name, long cpuNs) throws Exception {
    Path process = Files.createDirectories(proc.resolve(Long.toString(id)));
    Files.writeString(
        process.resolve("stat"),
        id + " (" + name + ") I 2 0 0 0 -1 69238880 0 0 0 0 0 0 0 0 20 0 1 0 " + start + " 0 0\n");
    Files.writeString(process.resolve("schedstat"), cpuNs + " 0 1\n");
  }
}
