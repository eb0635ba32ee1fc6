package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// data=journal with a journal that is full: what a thread needs of it is brought home by a
/// checkpoint, block by block, and not by writeback of the file.
class JournaledDataTest extends CommandEvents {
  private static final int JBD2 = 8;
  private static final String CHECKPOINT = "jbd2_log_do_checkpoint+1";

  @BeforeEach
  void journal() {
    journal = CorrelatorSetting.Journal.JOURNAL;
  }

  @Test
  void pageThatACheckpointBringsHomeIsNotWaitedFor() {
    written(12, 1000);
    committed(5, 1000);
    add(new WorkloadEnded(tick()));
    assertThat(outcome().settled()).isFalse();
    arrives(COMMAND, "WSM", 1000 * 8, 8, 0, CHECKPOINT);
    Outcome outcome = outcome();
    assertThat(outcome.settled()).isTrue();
    TracedRequest home = outcome.requests().getLast();
    assertThat(home.cause()).isEqualTo(Cause.DATA);
    assertThat(home.path()).isEqualTo(CausePath.CHECKPOINT);
    assertThat(home.evidence()).contains(Evidence.WRITE_TO_PAGE, Evidence.PAGE_TO_SECTOR);
    assertThat(home.evidence()).doesNotContain(Evidence.PAGE_TO_BIO);
  }

  @Test
  void otherPagesOfTheFileAreWaitedFor() {
    written(12, 1000);
    add(new BlocksAllocated(tick(), COMMAND, 12, 1, 1001, 1));
    enter(COMMAND, Syscall.WRITE, 12, PAGE, 7);
    add(new PageDirtied(tick(), COMMAND, 12, 1));
    leave(COMMAND, Syscall.WRITE, 7);
    committed(5, 1000, 1001);
    add(new WorkloadEnded(tick()));
    arrives(COMMAND, "WSM", 1000 * 8, 8, 0, CHECKPOINT);
    assertThat(outcome().settled()).isFalse();
    arrives(COMMAND, "WSM", 1001 * 8, 8, 0, CHECKPOINT);
    assertThat(outcome().settled()).isTrue();
  }

  @Test
  void blockOfADirectoryIsNoData() {
    add(new InodeAllocated(tick(), COMMAND, 13, 2));
    add(new BlocksAllocated(tick(), COMMAND, 13, 0, 1000, 1));
    add(new TransactionJoined(tick(), COMMAND, 5, 13, 4));
    committed(5, 1000);
    add(new WorkloadEnded(tick()));
    arrives(COMMAND, "WSM", 1000 * 8, 8, 0, CHECKPOINT);
    assertThat(outcome().settled()).isTrue();
    assertThat(outcome().requests().getLast().cause()).isEqualTo(Cause.METADATA);
  }

  private void written(long inode, long block) {
    enter(COMMAND, Syscall.WRITE, inode, 0, 7);
    add(new TransactionJoined(tick(), COMMAND, 5, inode, 2));
    add(new BlocksAllocated(tick(), COMMAND, inode, 0, block, 1));
    add(new PageDirtied(tick(), COMMAND, inode, 0));
    leave(COMMAND, Syscall.WRITE, 7);
  }

  private void committed(long transaction, long... blocks) {
    add(new CommitStarted(tick(), JBD2, transaction));
    for (long block : blocks) {
      add(new BlockDirtied(tick(), JBD2, block, transaction, 0));
    }
    add(new CommitEnded(tick(), JBD2, transaction));
  }
}
