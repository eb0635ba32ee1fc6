package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import org.jspecify.annotations.Nullable;

/// A bio between its submission and the moment when nothing about it can change any more.
final class Bio {
  private final BioQueued event;
  private @Nullable Attribution attribution;
  private long nextSector;
  private int uncompleted;
  private int retained;

  Bio(BioQueued event) {
    this.event = event;
    this.nextSector = event.sectors().start();
    this.uncompleted = event.sectors().count();
    this.retained = event.sectors().count();
  }

  BioQueued event() {
    return event;
  }

  /// Decides why it exists; may be decided again while [Attribution#nextCommit()].
  void attribute(Attribution why) {
    attribution = why;
  }

  Attribution attribution() {
    if (attribution == null) {
      throw new IllegalStateException("bio used before it was attributed");
    }
    return attribution;
  }

  /// Whether its causes can no longer change.
  boolean decided() {
    Attribution why = attribution();
    Transaction transaction = why.transaction();
    return !why.nextCommit()
        && (transaction == null || transaction.ended())
        && why.causes().announced();
  }

  /// Whether it carries journal blocks of this transaction.
  boolean isOf(long transactionId) {
    Transaction transaction = attribution().transaction();
    return transaction != null && transaction.id() == transactionId;
  }

  /// Whether a call of this thread that has returned waited for it: all but readahead.
  boolean awaitedBy(int threadId) {
    return event.threadId() == threadId && !event.rwbs().flags().readahead();
  }

  /// The first sector that was not issued yet.
  long nextSector() {
    return nextSector;
  }

  long endSector() {
    return event.sectors().end();
  }

  /// Its sectors up to here went to the driver.
  void issued(long upTo) {
    nextSector = upTo;
  }

  /// Some of its sectors are on the device; true when all are.
  boolean complete(int sectors) {
    uncompleted -= sectors;
    return uncompleted <= 0;
  }

  /// One more thing, beside its sectors, must be handed over before it may be forgotten.
  void retain() {
    retained++;
  }

  /// Some of its sectors, or another thing it was retained for, were handed over; true when all.
  boolean release(int things) {
    retained -= things;
    return retained == 0;
  }

  boolean retained() {
    return retained > 0;
  }
}
