package dev.iotrace.correlate;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.RequestRequeued;
import org.jspecify.annotations.Nullable;

/// Adds up what was traced between two readings of the kernel's counters.
///
/// The counters move when a request completes (`blk_account_io_completion`, `block/blk-mq.c`), so a
/// reading is good when nothing completed while it was taken, nor so shortly before that the
/// counter may have lagged.
final class Books {
  private static final long COUNTER_LAG_NS = 200_000;

  private long writeBytes;
  private long flushes;
  private long issuedWriteBytes;
  private long lostEvents;
  private long lastCompletionNs = Long.MIN_VALUE / 2;
  private @Nullable Balance reading;
  private @Nullable Balance start;
  private @Nullable Balance end;

  /// A reading with the traced sums of the same moment.
  private record Balance(CounterRead read, long writeBytes, long flushes) {}

  void completed(RequestCompleted event) {
    confirmBefore(event.timeNs());
    lastCompletionNs = event.timeNs();
    if (event.rwbs().isFlush()) {
      flushes++;
    } else if (event.rwbs().isWrite()) {
      writeBytes += event.sectors().bytes();
    }
  }

  void issued(RequestIssued event) {
    issuedWriteBytes += event.rwbs().isWrite() ? event.bytes() : 0;
  }

  void requeued(RequestRequeued event) {
    issuedWriteBytes -= event.rwbs().isWrite() ? event.sectors().bytes() : 0;
  }

  void read(CounterRead event) {
    confirmBefore(event.timeNs());
    boolean quiet = event.timeNs() - lastCompletionNs > COUNTER_LAG_NS;
    reading = quiet ? new Balance(event, writeBytes, flushes) : null;
  }

  /// The last reading is good when nothing completed before it was over.
  private void confirmBefore(long timeNs) {
    if (reading == null) {
      return;
    }
    if (timeNs > reading.read.afterNs()) {
      if (reading.read.ending()) {
        end = reading;
      } else if (start == null) {
        start = reading;
      }
    }
    reading = null;
  }

  void lost(long events) {
    lostEvents += events;
  }

  boolean lossless() {
    return lostEvents == 0;
  }

  Audit audit(long mismatchedCalls) {
    confirmBefore(Long.MAX_VALUE);
    if (start == null || end == null) {
      return new Audit(
          false, 0, writeBytes, -1, flushes, issuedWriteBytes, lostEvents, mismatchedCalls);
    }
    CounterRead.Counters from = start.read.counters();
    CounterRead.Counters to = end.read.counters();
    return new Audit(
        true,
        to.writeBytes() - from.writeBytes(),
        end.writeBytes - start.writeBytes,
        to.flushes() < 0 ? -1 : to.flushes() - from.flushes(),
        end.flushes - start.flushes,
        issuedWriteBytes,
        lostEvents,
        mismatchedCalls);
  }
}
