package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import org.junit.jupiter.api.Test;

/// When the bytes of a command's writes are safe on ext4, on a device with a volatile cache.
class DurableTest extends CommandEvents {
  private static final long FILE = 12;
  private static final long BLOCK = 1000;
  private static final String[] SYNC = {
    "submit_bio_wait+89", "blkdev_issue_flush+51", "ext4_sync_file+578", "vfs_fsync_range+66"
  };
  private static final String[] ROOM_IN_JOURNAL = {
    "submit_bio_wait+89",
    "blkdev_issue_flush+51",
    "jbd2_cleanup_journal_tail+140",
    "__jbd2_log_wait_for_space+368",
    "start_this_handle+1300",
    "ext4_sync_file+578"
  };

  @Test
  void newBlockIsSafeWithItsTransactionOnly() {
    write(COMMAND, FILE, PAGE);
    enter(COMMAND, Syscall.FSYNC, FILE, 0, 0);
    writeBack();
    flush(COMMAND);
    assertThat(durableNs(1)).isZero();
    long committedNs = commit(5);
    leave(COMMAND, Syscall.FSYNC, 0);
    assertThat(durableNs(1)).isEqualTo(committedNs);
  }

  /// `ext4_fdatasync` waits for `i_datasync_tid`, which new times do not move.
  @Test
  void overwriteOfSafeBytesNeedsNoTransaction() {
    syncedWrite();
    write(6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    bio(COMMAND, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    long flushedNs = flush(COMMAND);
    leave(COMMAND, Syscall.FDATASYNC, 0);
    commit(6);
    assertThat(durableNs(2)).isEqualTo(flushedNs);
  }

  @Test
  void overwriteOfBytesThatNobodySyncedWaitsForItsTransaction() {
    write(4);
    write(6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    writeBack();
    flush(COMMAND);
    commit(5);
    assertThat(durableNs(2)).isZero();
    long committedNs = commit(6);
    assertThat(durableNs(2)).isEqualTo(committedNs);
  }

  /// The blocks behind the new end may still be the file's, the size is not: its change looks like
  /// one of times only.
  @Test
  void writeToWhatWasCutOffIsNoOverwrite() {
    syncedWrite();
    add(new TransactionJoined(tick(), COMMAND, 6, FILE, TransactionJoined.TRUNCATE));
    assertThat(secondWriteIsSafeAtItsFlush()).isFalse();
  }

  @Test
  void writeToPagesThatWereCutOffIsNoOverwrite() {
    syncedWrite();
    add(new PagesCut(tick(), COMMAND, FILE, 0, 100, PAGE - 100));
    assertThat(secondWriteIsSafeAtItsFlush()).isFalse();
  }

  /// What stood in the file before the trace is not known, but the kernel knows it: it flushes
  /// last.
  @Test
  void flushThatEndsASyncMakesSafeWhatWasWrittenBefore() {
    write(6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    bio(COMMAND, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    long flushedNs = flush(COMMAND, SYNC);
    leave(COMMAND, Syscall.FDATASYNC, 0);
    commit(6);
    assertThat(durableNs(1)).isEqualTo(flushedNs);
  }

  /// Without a stack it is not known what the flush was for, but fdatasync(2) has kept its promise.
  @Test
  void syncThatReturnsMakesSafeWhatWasWrittenBefore() {
    write(6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    bio(COMMAND, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    flush(COMMAND);
    assertThat(durableNs(1)).isZero();
    leave(COMMAND, Syscall.FDATASYNC, 0);
    assertThat(durableNs(1)).isEqualTo(nowNs);
  }

  @Test
  void syncThatFailsPromisesNothing() {
    write(6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    bio(COMMAND, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    flush(COMMAND);
    leave(COMMAND, Syscall.FDATASYNC, -5);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void syncThatReturnsDoesNotMakeSafeWhatNobodyFlushed() {
    write(6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    bio(COMMAND, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    leave(COMMAND, Syscall.FDATASYNC, 0);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void flushThatEndsASynchronousWriteMakesThatSafe() {
    enter(COMMAND, Syscall.PWRITE, FILE, 0, PAGE);
    add(new PageDirtied(tick(), COMMAND, FILE, 0));
    changesTimes(COMMAND, 6);
    bio(COMMAND, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    long flushedNs = flush(COMMAND, SYNC);
    leave(COMMAND, Syscall.PWRITE, PAGE);
    commit(6);
    assertThat(durableNs(1)).isEqualTo(flushedNs);
  }

  @Test
  void flushThatMakesRoomInTheJournalEndsNoSync() {
    write(6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    bio(COMMAND, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    flush(COMMAND, ROOM_IN_JOURNAL);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void syncIsNotForAWriteThatIsUnderWayMeanwhile() {
    add(new TaskStarted(tick(), COMMAND, CHILD, true));
    enter(CHILD, Syscall.PWRITE, FILE, 0, PAGE);
    changesTimes(CHILD, 6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    bio(CHILD, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    flush(COMMAND, SYNC);
    leave(COMMAND, Syscall.FDATASYNC, 0);
    leave(CHILD, Syscall.PWRITE, PAGE);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void withoutAJournalNeither() {
    journal = CorrelatorSetting.Journal.NONE;
    syncIsNotForAWriteThatIsUnderWayMeanwhile();
  }

  /// `iomap_dio_bio_iter` (fs/iomap/direct-io.c) forces a write through the cache only when no
  /// metadata is needed for it.
  @Test
  void directWriteThatIsForcedNeedsNoTransaction() {
    fua = true;
    enter(COMMAND, Syscall.PWRITE, FILE, 0, PAGE);
    changesTimes(COMMAND, 6);
    long arrivedNs = direct("WFS");
    leave(COMMAND, Syscall.PWRITE, PAGE);
    commit(6);
    assertThat(durableNs(1)).isEqualTo(arrivedNs);
  }

  @Test
  void directWriteThatIsForcedInPartNeedsItsTransaction() {
    fua = true;
    enter(COMMAND, Syscall.PWRITE, FILE, 0, 2 * PAGE);
    changesTimes(COMMAND, 6);
    direct("WFS");
    direct("WS");
    leave(COMMAND, Syscall.PWRITE, 2 * PAGE);
    flush(COMMAND);
    assertThat(durableNs(1)).isZero();
  }

  /// With O_DSYNC the commit, and with it the flush, comes before the call returns.
  @Test
  void flushWithinADirectWriteCoversWhatHasArrived() {
    enter(COMMAND, Syscall.PWRITE, FILE, 0, PAGE);
    direct("WS");
    long flushedNs = flush(KWORKER);
    leave(COMMAND, Syscall.PWRITE, PAGE);
    assertThat(durableNs(1)).isEqualTo(flushedNs);
  }

  @Test
  void whatArrivesAfterAFlushWaitsForTheNext() {
    enter(COMMAND, Syscall.PWRITE, FILE, 0, 2 * PAGE);
    direct("WS");
    flush(KWORKER);
    direct("WS");
    leave(COMMAND, Syscall.PWRITE, 2 * PAGE);
    assertThat(durableNs(1)).isZero();
    long flushedNs = flush(KWORKER);
    assertThat(durableNs(1)).isEqualTo(flushedNs);
  }

  @Test
  void whatArrivesDuringAFlushWaitsForTheNext() {
    enter(COMMAND, Syscall.PWRITE, FILE, 0, 2 * PAGE);
    direct("WS");
    SectorRange none = new SectorRange(0, 0);
    bio(KWORKER, "FWS", 0, 0, 0);
    add(new RequestIssued(tick(), KWORKER, DISK, none, 0, Rwbs.parse("FF")));
    direct("WS");
    add(new RequestCompleted(tick(), DISK, none, 0, Rwbs.parse("FF")));
    leave(COMMAND, Syscall.PWRITE, 2 * PAGE);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void laterSyncDoesNotMakeSafeWhatIsSafe() {
    long flushedNs = syncedWrite();
    enter(COMMAND, Syscall.FSYNC, FILE, 0, 0);
    flush(COMMAND, SYNC);
    leave(COMMAND, Syscall.FSYNC, 0);
    assertThat(durableNs(1)).isEqualTo(flushedNs);
  }

  /// A page and its new block, in transaction 5, which the sync waits for.
  private long syncedWrite() {
    write(COMMAND, FILE, PAGE);
    enter(COMMAND, Syscall.FSYNC, FILE, 0, 0);
    writeBack();
    add(new BlockDirtied(tick(), KWORKER, 77, 5, 0));
    long safeNs = commit(5);
    leave(COMMAND, Syscall.FSYNC, 0);
    return safeNs;
  }

  private boolean secondWriteIsSafeAtItsFlush() {
    write(7);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    bio(COMMAND, "WS", BLOCK * 8, 8, FILE);
    issue("WS", BLOCK * 8, 8);
    flush(COMMAND);
    return durableNs(2) != 0;
  }

  /// A page by one call, in which the inode's times change.
  private void write(long transaction) {
    enter(COMMAND, Syscall.PWRITE, FILE, 0, PAGE);
    changesTimes(COMMAND, transaction);
    leave(COMMAND, Syscall.PWRITE, PAGE);
  }

  private void changesTimes(int thread, long transaction) {
    add(new TransactionJoined(tick(), thread, transaction, FILE, TransactionJoined.INODE));
  }

  private void writeBack() {
    add(new TransactionJoined(tick(), COMMAND, 5, FILE, TransactionJoined.WRITE_PAGE));
    writeBack(COMMAND, FILE, BLOCK);
  }

  private long direct(String rwbs) {
    bio(COMMAND, rwbs, BLOCK * 8, 8, 0, "iomap_dio_bio_iter+1", "__iomap_dio_rw+1");
    issue(rwbs, BLOCK * 8, 8);
    return nowNs;
  }

  /// Its record and the flush that makes it safe; returns when.
  private long commit(long transaction) {
    add(new CommitEnded(tick(), KWORKER, transaction));
    return flush(KWORKER);
  }

  private long flush(int thread, String... stack) {
    bio(thread, "FWS", 0, 0, 0, stack);
    issue("FF", 0, 0);
    return nowNs;
  }

  private long durableNs(long write) {
    return outcome().writes().stream()
        .filter(each -> each.isCall() && each.bytes() > 0)
        .skip(write - 1)
        .findFirst()
        .orElseThrow()
        .durableNs();
  }
}
