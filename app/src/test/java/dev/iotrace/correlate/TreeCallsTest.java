package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A command with several threads and processes: the events are as the probes tell them.
class TreeCallsTest extends CommandEvents {
  @Test
  void callsOfTwoThreadsAtOnceAreToldApart() {
    add(new TaskStarted(tick(), COMMAND, CHILD, true));
    enter(COMMAND, Syscall.WRITE, 12, 0, 7);
    enter(CHILD, Syscall.WRITE, 13, 0, 11);
    add(new PageDirtied(tick(), CHILD, 13, 0));
    add(new PageDirtied(tick(), COMMAND, 12, 0));
    leave(COMMAND, Syscall.WRITE, 7);
    leave(CHILD, Syscall.WRITE, 11);
    writeBack(KWORKER, 13, 2000);
    writeBack(KWORKER, 12, 1000);
    Outcome outcome = outcome();
    assertThat(outcome.writes())
        .extracting(TracedWrite::threadId, TracedWrite::processId, TracedWrite::bytes)
        .containsExactly(tuple(COMMAND, COMMAND, 7L), tuple(CHILD, COMMAND, 11L));
    assertThat(causes(outcome, 0)).containsExactly(2L);
    assertThat(causes(outcome, 1)).containsExactly(1L);
  }

  @Test
  void syncOfOneFileIsNotForTheWritesOfAnother() {
    write(COMMAND, 12, 7);
    write(COMMAND, 13, 11);
    enter(COMMAND, Syscall.FSYNC, 13, 0, 0);
    bio(COMMAND, "FWS", 0, 0, 0);
    issue("FF", 0, 0);
    leave(COMMAND, Syscall.FSYNC, 0);
    assertThat(causes(outcome(), 0)).containsExactly(2L);
  }

  @Test
  void whoReusesTheNumberOfAnEndedTaskIsNotFollowed() {
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
    write(CHILD, 12, 7);
    add(new TaskEnded(tick(), CHILD));
    arrives(CHILD, "RM", 8000, 8, 0);
    assertThat(outcome().requests().getFirst().owner()).isEqualTo(Owner.UNRELATED);
  }

  /// The kernel tells of a new task, and iotrace of those that were there.
  @Test
  void whoIsToldTwiceStaysInItsCall() {
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
    enter(CHILD, Syscall.WRITE, 12, 0, 7);
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
    leave(CHILD, Syscall.WRITE, 7);
    assertThat(outcome().writes())
        .extracting(TracedWrite::processId, TracedWrite::bytes)
        .containsExactly(tuple(CHILD, 7L));
  }

  @Test
  void whatAProcessWritesThatGoesOnIsItsOwn() {
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
    write(COMMAND, 12, 7);
    enter(CHILD, Syscall.WRITE, 13, 0, 11);
    add(new WorkloadEnded(tick(), true));
    leave(CHILD, Syscall.WRITE, 11);
    write(CHILD, 14, 100);
    write(COMMAND, 15, 101);
    add(new TaskStarted(tick(), COMMAND, CHILD + 1, false));
    write(CHILD + 1, 16, 102);
    add(new PageDirtied(tick(), COMMAND, 17, 0));
    arrives(COMMAND, "RM", 8000, 8, 0);
    Outcome outcome = outcome();
    assertThat(outcome.writes()).extracting(TracedWrite::bytes).containsExactly(7L, 11L);
    assertThat(outcome.requests().getFirst().owner()).isEqualTo(Owner.UNRELATED);
  }

  @Test
  void whatAProcessMakesOfAnInodeIsAnOperationWithoutBytes() {
    add(new TransactionJoined(tick(), COMMAND, 5, 2, 4));
    add(new TransactionJoined(tick(), COMMAND, 5, 2, 4));
    TracedWrite made = outcome().writes().getFirst();
    assertThat(made.call()).isEqualTo(Syscall.OTHER);
    assertThat(made.inode()).isEqualTo(2);
    assertThat(made.bytes()).isZero();
    assertThat(made.isCall()).isFalse();
  }

  @Test
  void whoElseChangesADirectoryThatTheCommandMadeIsCharged() {
    add(new InodeAllocated(tick(), COMMAND, 12, 2));
    add(new TransactionJoined(tick(), 999, 5, 12, 4));
    assertThat(outcome().writes()).isEmpty();
  }

  @Test
  void fileThatIsGoneIsNotWaitedFor() {
    write(COMMAND, 12, 7);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isFalse();
    assertThat(settledAfter(new InodeGone(tick(), COMMAND, 12))).isTrue();
    assertThat(outcome().writes().getFirst().durableNs()).isZero();
  }

  @Test
  void pagesThatAreCutOffAreNotWaitedFor() {
    write(COMMAND, 12, 3 * PAGE);
    add(new WorkloadEnded(tick()));
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, 12, 0, 100, 3 * PAGE - 100))).isFalse();
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, 12, 0, 0, PAGE))).isTrue();
  }

  /// What it reached before its page was written back is on its way: nothing is left to wait for.
  @Test
  void pageThatIsWrittenBackDuringTheCallIsNotDirtyAfterIt() {
    enter(COMMAND, Syscall.WRITE, 12, 0, 7);
    add(new PageDirtied(tick(), COMMAND, 12, 0));
    writeBack(KWORKER, 12, 1000);
    leave(COMMAND, Syscall.WRITE, 7);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isTrue();
    assertThat(causes(outcome(), 0)).containsExactly(1L);
  }

  /// `writeback_dirty_folio` names the folio's first page, and the kernel writes only the pages of
  /// it that are dirty (Linux 6.16 and later on ext4).
  @Test
  void laterPageOfALargeFolioIsTheOneThatIsDirty() {
    add(new ExtentMapped(tick(), 12, 0, 1000 * PAGE, 16 * PAGE));
    enter(COMMAND, Syscall.PWRITE, 12, 2 * PAGE, 2 * PAGE);
    add(new PageDirtied(tick(), COMMAND, 12, 0));
    leave(COMMAND, Syscall.PWRITE, 2 * PAGE);
    arrives(COMMAND, "WS", 1002 * 8, 16, 12);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isTrue();
    assertThat(causes(outcome(), 0)).containsExactly(1L);
  }

  /// `ext4_writepages` may wait long for a handle before it comes to a page.
  @Test
  void pageThatBecameDirtyOnceSinceWritingBackBeganIsInItsBio() {
    add(new TaskStarted(tick(), COMMAND, CHILD, true));
    add(new ExtentMapped(tick(), 12, 0, 1000 * PAGE, 16 * PAGE));
    long sinceNs = tick();
    enter(CHILD, Syscall.PWRITE, 12, 2 * PAGE, PAGE);
    add(new PageDirtied(tick(), CHILD, 12, 2));
    leave(CHILD, Syscall.PWRITE, PAGE);
    add(
        new BioQueued(
            tick(),
            COMMAND,
            DISK,
            new SectorRange(1002 * 8, 8),
            Rwbs.parse("WS"),
            new SubmitContext(12, sinceNs, 0, false),
            Optional.empty(),
            List.of()));
    issue("WS", 1002 * 8, 8);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isTrue();
  }

  @Test
  void directWriteWithoutACallIsOfTheFileThatStandsThere() {
    add(new ExtentMapped(tick(), 12, 0, 1000 * PAGE, 16 * PAGE));
    add(new ExtentMapped(tick(), 13, 0, 2000 * PAGE, 16 * PAGE));
    direct(COMMAND, 2003 * 8);
    direct(COMMAND, 3000 * 8);
    assertThat(outcome().writes())
        .extracting(TracedWrite::call, TracedWrite::inode)
        .containsExactly(tuple(Syscall.OTHER, 13L), tuple(Syscall.OTHER, 0L));
  }

  /// One page past the page cache.
  private void direct(int thread, long sector) {
    add(
        new BioQueued(
            tick(),
            thread,
            DISK,
            new SectorRange(sector, 8),
            Rwbs.parse("WS"),
            new SubmitContext(0, 0, 0, false),
            Optional.empty(),
            List.of("iomap_dio_bio_iter", "__iomap_dio_rw", "ext4_file_write_iter", "io_write")));
    issue("WS", sector, 8);
  }
}
