package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.OperationNamed;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import org.junit.jupiter.api.Test;

/// What a command changes beside writing, and blocks without a journal.
class OperationsTest extends CommandEvents {
  @Test
  void operationIsNamedAfterTheCallThatTheThreadIsIn() {
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
    add(new OperationNamed(tick(), COMMAND, Syscall.RENAME));
    add(new TransactionJoined(tick(), COMMAND, 5, 2, 4));
    add(new TransactionJoined(tick(), CHILD, 5, 2, 4));
    add(new OperationNamed(tick(), COMMAND, Syscall.UNLINK));
    add(new TransactionJoined(tick(), COMMAND, 5, 2, 4));
    add(new OperationNamed(tick(), COMMAND, Syscall.RENAME));
    add(new TransactionJoined(tick(), COMMAND, 5, 2, 4));
    assertThat(outcome().writes())
        .extracting(TracedWrite::processId, TracedWrite::call)
        .containsExactly(
            tuple(COMMAND, Syscall.RENAME),
            tuple(CHILD, Syscall.OTHER),
            tuple(COMMAND, Syscall.UNLINK));
    assertThat(outcome().writes()).noneMatch(TracedWrite::isCall);
  }

  @Test
  void pageThatACutFillsWithZerosIsNoStoreIntoAMapping() {
    add(new OperationNamed(tick(), COMMAND, Syscall.FTRUNCATE));
    add(new PageDirtied(tick(), COMMAND, 12, 1));
    add(new OperationNamed(tick(), COMMAND, Syscall.MMAP));
    add(new PageDirtied(tick(), COMMAND, 13, 1));
    add(new TransactionJoined(tick(), COMMAND, 5, 0, TransactionJoined.WRITE_PAGE));
    assertThat(outcome().writes())
        .extracting(TracedWrite::inode, TracedWrite::call)
        .containsExactly(tuple(12L, Syscall.FTRUNCATE), tuple(13L, Syscall.MMAP));
  }

  @Test
  void whatIsReadOrSyncedIsForNoNamedOperation() {
    add(new OperationNamed(tick(), COMMAND, Syscall.RENAME));
    arrives(COMMAND, "RM", 8000, 8, 0);
    enter(COMMAND, Syscall.SYNCFS, 2, 0, 0);
    add(new TransactionJoined(tick(), COMMAND, 5, 0, TransactionJoined.MISC));
    assertThat(outcome().writes())
        .extracting(TracedWrite::call, TracedWrite::inode)
        .containsExactly(tuple(Syscall.OTHER, 0L), tuple(Syscall.OTHER, 0L));
  }

  @Test
  void withoutAJournalABlockIsForWhoDirtiesIt() {
    journal = CorrelatorSetting.Journal.NONE;
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
    add(new InodeAllocated(tick(), CHILD, 12, 2));
    add(new BlockDirtied(tick(), CHILD, 66, 0, 12));
    arrives(KWORKER, "WM", 66 * 8, 8, 0);
    Outcome outcome = outcome();
    assertThat(outcome.writes())
        .extracting(TracedWrite::processId, TracedWrite::inode)
        .containsExactly(tuple(CHILD, 12L));
    assertThat(causes(outcome, 0)).containsExactly(1L);
  }

  @Test
  void withoutAJournalBlocksOfACutOrRemovedFileAreNotWaitedFor() {
    journal = CorrelatorSetting.Journal.NONE;
    add(new ExtentMapped(tick(), 12, 0, 1000 * PAGE, 3 * PAGE));
    add(new ExtentMapped(tick(), 13, 0, 2000 * PAGE, PAGE));
    enter(COMMAND, Syscall.WRITE, 12, 0, 2 * PAGE);
    add(new BlockDirtied(tick(), COMMAND, 1000, 0, 0));
    add(new BlockDirtied(tick(), COMMAND, 1001, 0, 0));
    leave(COMMAND, Syscall.WRITE, 2 * PAGE);
    enter(COMMAND, Syscall.WRITE, 13, 0, 7);
    add(new BlockDirtied(tick(), COMMAND, 2000, 0, 0));
    leave(COMMAND, Syscall.WRITE, 7);
    add(new WorkloadEnded(tick()));
    assertThat(settledAfter(new InodeGone(tick(), COMMAND, 13))).isFalse();
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, 12, 1, 0, PAGE))).isFalse();
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, 12, 0, 0, PAGE))).isTrue();
  }
}
