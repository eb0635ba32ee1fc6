package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.LogTransactionCommitted;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.XfsGeometry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the bytes of a command's writes are safe on XFS, on a device with a volatile cache.
class DurableXfsTest extends CommandEvents {
  private static final long FILE = 131;

  @BeforeEach
  void geometry() {
    rules = CorrelatorSetting.Rules.XFS;
    journal = CorrelatorSetting.Journal.NONE;
    add(new XfsGeometry(tick(), 8, 32_768, 15, 3, 80_000, 10_000));
  }

  /// What stood in the file before the trace is not known, but the kernel knows it: it flushes
  /// last, where fdatasync finds new times only (`xfs_fsync_flush_log`, fs/xfs/xfs_file.c).
  @Test
  void flushThatEndsASyncMakesSafeWhatWasWrittenBefore() {
    overwrite();
    enter(COMMAND, Syscall.FDATASYNC, FILE, 0, 0);
    writeBack(KWORKER, FILE, 10);
    long flushedNs =
        flush(COMMAND, "submit_bio_wait+89", "blkdev_issue_flush+51", "xfs_file_fsync+400");
    leave(COMMAND, Syscall.FDATASYNC, 0);
    assertThat(durableNs(1)).isEqualTo(flushedNs);
  }

  /// It has flushed by way of the log, for new times.
  @Test
  void syncThatReturnsMakesSafeWhatWasWrittenBefore() {
    overwrite();
    enter(COMMAND, Syscall.FSYNC, FILE, 0, 0);
    writeBack(KWORKER, FILE, 10);
    flush(COMMAND);
    assertThat(durableNs(1)).isZero();
    leave(COMMAND, Syscall.FSYNC, 0);
    assertThat(durableNs(1)).isEqualTo(nowNs);
  }

  @Test
  void whatIsKnownOfAFileGoesWithIt() {
    write(10);
    converted();
    add(new InodeGone(tick(), KWORKER, FILE));
    enter(COMMAND, Syscall.WRITE, FILE, 0, PAGE);
    add(new PageDirtied(tick(), COMMAND, FILE, 0, 0));
    leave(COMMAND, Syscall.WRITE, PAGE);
    writeBack(KWORKER, FILE, 20);
    flush(KWORKER);
    assertThat(durableNs(2)).isZero();
  }

  /// Its block is the file's own.
  @Test
  void overwriteIsSafeWhenItsDataIs() {
    write(10);
    converted();
    fsync();
    overwrite();
    arrives(KWORKER, "W", 80, 8, FILE);
    assertThat(durableNs(2)).isZero();
    assertThat(flush(KWORKER)).isEqualTo(durableNs(2));
  }

  /// A merged extent is told whole.
  @Test
  void overwriteOfWhatTheFileHasGrownBehindIsSafeWhenItsDataIs() {
    write(10);
    converted();
    fsync();
    overwrite();
    add(new BlocksAllocated(tick(), KWORKER, FILE, 0, 10, 2));
    arrives(KWORKER, "W", 80, 8, FILE);
    assertThat(flush(KWORKER)).isEqualTo(durableNs(2));
  }

  /// Its block was shared with another file, and it gets one of its own: the file has that when the
  /// transaction is safe that comes after the data (`xfs_reflink_end_cow`, fs/xfs/xfs_reflink.c).
  @Test
  void overwriteOfASharedBlockIsNotSafeWhenItsDataIs() {
    write(10);
    converted();
    fsync();
    overwrite();
    writeBack(KWORKER, FILE, 20);
    flush(KWORKER);
    assertThat(durableNs(2)).isZero();
    converted();
    assertThat(fsync()).isEqualTo(durableNs(2));
  }

  /// Page 0, which goes to that block.
  private void write(long block) {
    overwrite();
    writeBack(KWORKER, FILE, block);
  }

  private void converted() {
    int purpose = LogTransactionCommitted.CONVERT;
    add(new LogTransactionCommitted(tick(), KWORKER, FILE, 0, purpose, 0, PAGE));
  }

  /// Returns when it has returned.
  private long fsync() {
    enter(COMMAND, Syscall.FSYNC, FILE, 0, 0);
    flush(COMMAND);
    leave(COMMAND, Syscall.FSYNC, 0);
    return nowNs;
  }

  /// One page, and the times of its inode.
  private void overwrite() {
    enter(COMMAND, Syscall.WRITE, FILE, 0, PAGE);
    add(new LogTransactionCommitted(tick(), COMMAND, FILE, 0, LogTransactionCommitted.TIMES, 0, 0));
    add(new PageDirtied(tick(), COMMAND, FILE, 0, 0));
    leave(COMMAND, Syscall.WRITE, PAGE);
  }
}
