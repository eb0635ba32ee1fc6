package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TransactionJoined;
import org.junit.jupiter.api.Test;

/// When the bytes of writes past the page cache are safe on ext4, on a device with a volatile
/// cache.
class DurableDirectTest extends CommandEvents {
  private static final long FILE = 12;
  private static final long BLOCK = 1000;

  /// `iomap_dio_bio_iter` (fs/iomap/direct-io.c) forces a write through the cache only when no
  /// metadata is needed for it.
  @Test
  void directWriteThatIsForcedNeedsNoTransaction() {
    fua = true;
    enter(COMMAND, Syscall.PWRITE, FILE, 0, PAGE);
    changesTimes();
    long arrivedNs = direct("WFS");
    leave(COMMAND, Syscall.PWRITE, PAGE);
    add(new CommitEnded(tick(), KWORKER, 6));
    flush(KWORKER);
    assertThat(durableNs(1)).isEqualTo(arrivedNs);
  }

  @Test
  void directWriteThatIsForcedInPartNeedsItsTransaction() {
    fua = true;
    enter(COMMAND, Syscall.PWRITE, FILE, 0, 2 * PAGE);
    changesTimes();
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

  /// libaio on blocks that were preallocated: a worker converts their extents when the call has
  /// returned (`ext4_dio_write_end_io`, fs/ext4/file.c).
  @Test
  void directWriteNeedsTheTransactionInWhichAWorkerConvertsItsExtents() {
    enter(COMMAND, Syscall.PWRITE, FILE, 0, PAGE);
    direct("WS");
    leave(COMMAND, Syscall.PWRITE, PAGE);
    add(new TransactionJoined(tick(), KWORKER, 6, FILE, TransactionJoined.MAP_BLOCKS));
    flush(KWORKER);
    assertThat(durableNs(1)).isZero();
    add(new CommitEnded(tick(), KWORKER, 6));
    long safeNs = flush(KWORKER);
    assertThat(durableNs(1)).isEqualTo(safeNs);
  }

  private void changesTimes() {
    add(new TransactionJoined(tick(), COMMAND, 6, FILE, TransactionJoined.INODE));
  }

  private long direct(String rwbs) {
    arrives(COMMAND, rwbs, BLOCK * 8, 8, 0, "iomap_dio_bio_iter+1", "__iomap_dio_rw+1");
    return nowNs;
  }
}
