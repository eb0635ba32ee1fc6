package dev.iotrace.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names as Linux 5.10 to 6.18 show them.
class WorkNameTest {
  private static final Whose.Names OURS = Whose.Names.of("7:1", List.of("loop1", "cciss!c0d0"));

  @ParameterizedTest
  @CsvSource({
    "kworker/u8:7-flush-254:0, flush-254:0",
    "kworker/u8:7+flush-7:1, flush-7:1",
    "kworker/0:1H-kblockd, kblockd",
    "kworker/u8:3-ext4-rsv-conversion, ext4-rsv-conversion",
    "kworker/1:35-xfs-conv/loop1, xfs-conv/loop1",
    "kworker/R-xfs-cil/loop1, xfs-cil/loop1",
    "kworker/u8:2-loop1, loop1",
    "kworker/0:0, kworker",
    "kworker/u9:0, kworker",
    "jbd2/loop1-8, jbd2/loop1-8",
    "ksoftirqd/0, ksoftirqd/0",
  })
  void workIsWhatFollowsTheNumberOfAWorker(String thread, String work) {
    assertThat(WorkName.of(thread)).isEqualTo(work);
  }

  @ParameterizedTest
  @CsvSource({
    "flush-7:1, WRITEBACK, OURS",
    "flush-254:0, WRITEBACK, OTHERS",
    "flush-7:10, WRITEBACK, OTHERS",
    "flush-btrfs-1, WRITEBACK, OTHERS",
    "writeback, WRITEBACK, SHARED",
    "jbd2/loop1-8, FILE_SYSTEM, OURS",
    "jbd2/loop10-8, FILE_SYSTEM, OTHERS",
    "jbd2/vda-8, FILE_SYSTEM, OTHERS",
    "jbd2/cciss!c0d0-8, FILE_SYSTEM, OURS",
    "xfsaild/loop1, FILE_SYSTEM, OURS",
    "xfs-cil/loop2, FILE_SYSTEM, OTHERS",
    "ext4-rsv-conversion, FILE_SYSTEM, SHARED",
    "btrfs-transaction, FILE_SYSTEM, SHARED",
    "dio/loop1, FILE_SYSTEM, OURS",
    "ext4lazyinit, FILE_SYSTEM, SHARED",
    "loop1, LOOP, OURS",
    "loop2, LOOP, OTHERS",
    "kblockd, BLOCK_LAYER, SHARED",
    "kswapd0, RECLAIM, SHARED",
    "ksoftirqd/1, SOFTIRQ, SHARED",
    "rcu_preempt, OTHER, SHARED",
    "kworker, OTHER, SHARED",
  })
  void nameTellsTheDutyAndWhoseItIs(String work, Duty duty, Whose whose) {
    assertThat(Duty.of(work)).isEqualTo(duty);
    assertThat(Whose.of(work, OURS)).isEqualTo(whose);
  }
}
