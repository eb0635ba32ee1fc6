package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
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
    beginSync();
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
    beginSync();
    long flushedNs = flush(COMMAND, SYNC);
    leave(COMMAND, Syscall.FDATASYNC, 0);
    commit(6);
    assertThat(durableNs(1)).isEqualTo(flushedNs);
  }

  /// Without a stack it is not known what the flush was for, but fdatasync(2) has kept its promise.
  @Test
  void syncThatReturnsMakesSafeWhatWasWrittenBefore() {
    write(6);
    beginSync();
    flush(COMMAND);
    assertThat(durableNs(1)).isZero();
    leave(COMMAND, Syscall.FDATASYNC, 0);
    assertThat(durableNs(1)).isEqualTo(nowNs);
  }

  @Test
  void syncThatFailsPromisesNothing() {
    write(6);
    beginSync();
    flush(COMMAND);
    leave(COMMAND, Syscall.FDATASYNC, -5);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void syncThatReturnsDoesNotMakeSafeWhatNobodyFlushed() {
    write(6);
    beginSync();
    leave(COMMAND, Syscall.FDATASYNC, 0);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void flushThatEndsASynchronousWriteMakesThatSafe() {
    enter(COMMAND, Syscall.PWRITE, FILE, 0, PAGE);
    add(new PageDirtied(tick(), COMMAND, FILE, 0));
    changesTimes(COMMAND, 6);
    arrives(COMMAND, "WS", BLOCK * 8, 8, FILE);
    long flushedNs = flush(COMMAND, SYNC);
    leave(COMMAND, Syscall.PWRITE, PAGE);
    commit(6);
    assertThat(durableNs(1)).isEqualTo(flushedNs);
  }

  @Test
  void flushThatMakesRoomInTheJournalEndsNoSync() {
    write(6);
    beginSync();
    flush(COMMAND, ROOM_IN_JOURNAL);
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void syncIsNotForAWriteThatIsUnderWayMeanwhile() {
    syncBesideAWrite();
    assertThat(durableNs(1)).isZero();
  }

  @Test
  void withoutAJournalNeither() {
    journal = CorrelatorSetting.Journal.NONE;
    syncBesideAWrite();
    assertThat(durableNs(1)).isZero();
  }

  private void syncBesideAWrite() {
    add(new TaskStarted(tick(), COMMAND, CHILD, true));
    enter(CHILD, Syscall.PWRITE, FILE, 0, PAGE);
    changesTimes(CHILD, 6);
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    arrives(CHILD, "WS", BLOCK * 8, 8, FILE);
    flush(COMMAND, SYNC);
    leave(COMMAND, Syscall.FDATASYNC, 0);
    leave(CHILD, Syscall.PWRITE, PAGE);
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
    beginSync();
    flush(COMMAND);
    return durableNs(2) != 0;
  }

  /// The page is on the device, but not flushed.
  private void beginSync() {
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    arrives(COMMAND, "WS", BLOCK * 8, 8, FILE);
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

  /// Its record and the flush that makes it safe; returns when.
  private long commit(long transaction) {
    add(new CommitEnded(tick(), KWORKER, transaction));
    return flush(KWORKER);
  }
}
