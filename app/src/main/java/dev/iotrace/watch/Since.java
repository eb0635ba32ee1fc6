package dev.iotrace.watch;

import dev.iotrace.event.CounterRead.Counters;

/// The books: what was traced since the beginning beside what the disk counted.
final class Since {
  private final Counters begin;
  private long issuedBytes;
  private long issuedFlushes;
  private long queuedBytes;

  Since(Counters begin) {
    this.begin = begin;
  }

  View.Books books(Round round, Counters now) {
    for (Round.Bios bios : round.bios()) {
      queuedBytes += bios.bytes();
    }
    for (Round.Requests issued : round.issues()) {
      issuedBytes += issued.bytes();
      issuedFlushes += issued.flushes();
    }
    for (Round.Requests back : round.requeued()) {
      issuedBytes -= back.bytes();
      issuedFlushes -= back.flushes();
    }
    long counted = now.writeBytes() - begin.writeBytes();
    Long flushes =
        now.flushes() < 0 || begin.flushes() < 0 ? null : now.flushes() - begin.flushes();
    return new View.Books(
        counted,
        issuedBytes,
        queuedBytes,
        counted - issuedBytes,
        flushes,
        issuedFlushes,
        flushes == null ? null : flushes - issuedFlushes,
        now.inFlight());
  }
}
