package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.BufferInvalidated;
import dev.iotrace.event.BufferLogged;
import dev.iotrace.event.IclogClosed;
import dev.iotrace.event.IclogDone;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.InodeUnused;
import dev.iotrace.event.ItemPinned;
import dev.iotrace.event.ItemUnpinned;
import dev.iotrace.event.LogItem;
import dev.iotrace.event.LogSpaceTaken;
import dev.iotrace.event.LogTransactionCommitted;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.RangeShared;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.event.XfsGeometry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A command on XFS: the events are as `xfs-tree.bt` tells them.
class XfsTreeTest extends CommandEvents {
  private static final int NEIGHBOUR = 500;
  private static final long FILE = 131;
  private static final long LOG = 80_000;
  private static final long FIRST_LSN = (1L << 32) + 16;

  @BeforeEach
  void geometry() {
    rules = CorrelatorSetting.Rules.XFS;
    journal = CorrelatorSetting.Journal.NONE;
    add(new XfsGeometry(tick(), 8, 32_768, 15, 3, LOG, 10_000));
  }

  @Test
  void whatTheKernelAllocatesAtWritebackIsForTheWrites() {
    write(COMMAND, 7);
    transaction(KWORKER, FILE, LogTransactionCommitted.BY_KERNEL);
    assertThat(iclogOf(1).getFirst().shares().getFirst().writeId()).isEqualTo(1);
  }

  @Test
  void whatANeighbourChangesOfAFileIsItsOwn() {
    write(COMMAND, 7);
    transaction(NEIGHBOUR, FILE, 0);
    assertThat(iclogOf(1).getFirst().owner()).isEqualTo(Owner.UNRELATED);
  }

  /// The kernel does not tell that one without a commit record is done with.
  @Test
  void iclogsOfACheckpointAreHandedOverWhenItsLastIsDone() {
    write(COMMAND, 7);
    transaction(COMMAND, FILE, 0);
    add(new LogSpaceTaken(tick(), KWORKER, LogSpaceTaken.BEGIN));
    iclog(FIRST_LSN);
    add(new LogSpaceTaken(tick(), KWORKER, LogSpaceTaken.RECORD));
    iclog(FIRST_LSN + 8);
    add(new IclogDone(tick(), KWORKER, FIRST_LSN + 8));
    List<TracedRequest> handedOver = new ArrayList<>();
    Correlator correlator =
        new Correlator(
            setting(),
            new CauseSink() {
              @Override
              public void request(TracedRequest request) {
                handedOver.add(request);
              }

              @Override
              public void write(TracedWrite write) {}
            });
    events.forEach(correlator::accept);
    assertThat(handedOver)
        .extracting(TracedRequest::owner)
        .containsExactly(Owner.TRACED, Owner.TRACED);
  }

  @Test
  void inodeThatIsFreedWithItsBufferIsNotWaitedFor() {
    pin(FILE);
    transaction(COMMAND, FILE, 0);
    add(new BufferInvalidated(tick(), COMMAND, 128, 32));
    transaction(COMMAND, FILE, 0);
    transaction(COMMAND, FILE, 0);
    iclogOfAll();
    add(new ItemUnpinned(tick(), KWORKER, new LogItem(true, FILE)));
    add(new WorkloadEnded(tick()));
    assertThat(settledAfter(new IclogDone(tick(), KWORKER, FIRST_LSN))).isTrue();
  }

  @Test
  void inodeThatWasChangedIsWaitedFor() {
    pin(FILE);
    transaction(COMMAND, FILE, 0);
    iclogOfAll();
    add(new ItemUnpinned(tick(), KWORKER, new LogItem(true, FILE)));
    add(new WorkloadEnded(tick()));
    assertThat(settledAfter(new IclogDone(tick(), KWORKER, FIRST_LSN))).isFalse();
  }

  @Test
  void workerFreesAFileForWhoRemovedIt() {
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
    transaction(CHILD, 128, 0);
    add(new InodeUnused(tick(), CHILD, FILE));
    add(new TaskEnded(tick(), CHILD));
    add(new WorkloadEnded(tick()));
    add(new BufferLogged(tick(), KWORKER, new SectorRange(16, 8)));
    transaction(KWORKER, FILE, LogTransactionCommitted.BY_KERNEL);
    assertThat(settledAfter(new InodeGone(tick(), KWORKER, FILE))).isFalse();
    iclogOfAll();
    add(new IclogDone(tick(), KWORKER, FIRST_LSN));
    arrives(KWORKER, "WM", 16, 8, 0);
    Outcome outcome = outcome();
    assertThat(outcome.settled()).isTrue();
    assertThat(outcome.writes()).extracting(TracedWrite::processId).containsOnly(CHILD);
    assertThat(outcome.unrelatedBytes()).isZero();
  }

  @Test
  void pagesOfAFileThatNobodyUsesAreNotWaitedFor() {
    write(COMMAND, 7);
    add(new WorkloadEnded(tick()));
    add(new InodeUnused(tick(), COMMAND, FILE));
    assertThat(settledAfter(new InodeGone(tick(), KWORKER, FILE))).isTrue();
  }

  @Test
  void pagesBehindANewEndAreNotWaitedFor() {
    write(COMMAND, 3 * PAGE);
    dataArrives();
    add(new WorkloadEnded(tick()));
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, FILE, 0, 100, Long.MAX_VALUE / 2)))
        .isTrue();
  }

  /// The kernel names the first page of the folio, the thread the byte.
  @Test
  void pageOfALargeFolioIsTheOneThatIsWritten() {
    enter(Syscall.PWRITE, 3 * PAGE + 7, 5);
    add(new PageDirtied(tick(), COMMAND, FILE, 0, 3 * PAGE + 7));
    leave(COMMAND, Syscall.PWRITE, 5);
    add(new BlocksAllocated(tick(), COMMAND, FILE, 3, 10, 1));
    arrives(COMMAND, "W", 80, 8, FILE);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isTrue();
  }

  @Test
  void tailThatIsZeroedIsNoStoreIntoAMapping() {
    add(new PageDirtied(tick(), COMMAND, FILE, 0, 2 * PAGE + 7));
    assertThat(outcome().writes().getFirst().call()).isEqualTo(Syscall.OTHER);
  }

  @Test
  void pageThatIsStoredIntoIsOne() {
    add(new PageDirtied(tick(), COMMAND, FILE, 0, 2 * PAGE));
    assertThat(outcome().writes().getFirst().call()).isEqualTo(Syscall.MMAP);
  }

  @Test
  void bytesOfASharedRangeAreNotWaitedFor() {
    enter(Syscall.COPY_FILE_RANGE, 0, 0);
    add(new RangeShared(tick(), COMMAND, FILE));
    leave(COMMAND, Syscall.COPY_FILE_RANGE, 3 * PAGE);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isTrue();
  }

  private void write(int thread, long bytes) {
    enter(thread, Syscall.WRITE, FILE, 0, bytes);
    add(new PageDirtied(tick(), thread, FILE, 0, 0));
    leave(thread, Syscall.WRITE, bytes);
  }

  private void enter(Syscall call, long offset, long bytes) {
    enter(COMMAND, call, FILE, offset, bytes);
  }

  /// Page 0 of the file, which stands in block 10.
  private void dataArrives() {
    add(new BlocksAllocated(tick(), KWORKER, FILE, 0, 10, 1));
    arrives(KWORKER, "W", 80, 8, FILE);
  }

  private void pin(long inode) {
    add(new ItemPinned(tick(), COMMAND, new LogItem(true, inode)));
  }

  private void transaction(int thread, long inode, int purpose) {
    add(new LogTransactionCommitted(tick(), thread, inode, 0, purpose, 0, 0));
  }

  private List<TracedRequest> iclogOf(int requests) {
    iclogOfAll();
    add(new IclogDone(tick(), KWORKER, FIRST_LSN));
    List<TracedRequest> found = outcome().requests();
    assertThat(found).hasSize(requests);
    return found;
  }

  /// The running checkpoint goes into one.
  private void iclogOfAll() {
    add(new LogSpaceTaken(tick(), KWORKER, LogSpaceTaken.BEGIN));
    add(new LogSpaceTaken(tick(), KWORKER, LogSpaceTaken.RECORD));
    iclog(FIRST_LSN);
  }

  private void iclog(long lsn) {
    add(new IclogClosed(tick(), KWORKER, lsn));
    arrives(KWORKER, "WSM", LOG + (lsn & 0xffff), 8, 0);
  }
}
