package dev.iotrace.correlate;

import dev.iotrace.event.CounterRead;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.RequestRequeued;
import org.jspecify.annotations.Nullable;

/// Adds up what was traced between two readings of the kernel's counters.
///
/// By issue, not by completion: the kernel skips a probe that interrupts another on the same CPU
/// (`trace_call_bpf`, kernel/trace/bpf_trace.c), and completions come by interrupt. The counters
/// move at completion, so only a reading with nothing in flight counts.
final class Books {
  private long writeBytes;
  private long flushes;
  private long lostEvents;
  private @Nullable Balance start;
  private @Nullable Balance end;

  /// A reading with the traced sums of the same moment.
  private record Balance(CounterRead.Counters counters, long writeBytes, long flushes) {}

  void issued(RequestIssued event) {
    if (event.rwbs().isFlush()) {
      flushes++;
    } else if (event.rwbs().isWrite()) {
      writeBytes += event.bytes();
    }
  }

  /// Takes back an issue: the request will be issued again.
  void requeued(RequestRequeued event) {
    if (event.rwbs().isFlush()) {
      flushes--;
    } else if (event.rwbs().isWrite()) {
      writeBytes -= event.sectors().bytes();
    }
  }

  /// The counters were read while nothing was in flight, and nothing has been issued since.
  void balance(CounterRead read) {
    Balance now = new Balance(read.counters(), writeBytes, flushes);
    switch (read.moment()) {
      case START -> start = now;
      case DURING -> {}
      case END -> end = now;
    }
  }

  void lost(long events) {
    lostEvents += events;
  }

  /// Whether anything was lost.
  boolean lostAny() {
    return lostEvents > 0;
  }

  Audit audit(long mismatchedCalls) {
    if (start == null || end == null) {
      return new Audit(false, 0, writeBytes, -1, flushes, writeBytes, lostEvents, mismatchedCalls);
    }
    CounterRead.Counters from = start.counters;
    CounterRead.Counters to = end.counters;
    return new Audit(
        true,
        to.writeBytes() - from.writeBytes(),
        end.writeBytes - start.writeBytes,
        to.flushes() < 0 ? -1 : to.flushes() - from.flushes(),
        end.flushes - start.flushes,
        writeBytes,
        lostEvents,
        mismatchedCalls);
  }
}
