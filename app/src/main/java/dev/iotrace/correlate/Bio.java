package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import org.jspecify.annotations.Nullable;

/// A bio between its submission and the moment when nothing about it can change any more.
final class Bio {
  private final BioQueued event;
  private final @Nullable Bio origin;
  private final @Nullable Evidence descent;
  private @Nullable Attribution attribution;
  private long nextSector;
  private int uncompleted;
  private int retained;
  private boolean counted;
  private boolean failed;

  /// A bio of the file system's.
  Bio(BioQueued event) {
    this(event, null, null);
  }

  /// What a device in between made of a bio.
  ///
  /// @param origin the file system's bio, which has the cause
  /// @param descent how it is known that the one came of the other
  Bio(BioQueued event, @Nullable Bio origin, @Nullable Evidence descent) {
    this.event = event;
    this.origin = origin;
    this.descent = descent;
    this.nextSector = event.sectors().start();
    this.uncompleted = event.sectors().count();
    this.retained = event.sectors().count();
  }

  BioQueued event() {
    return event;
  }

  /// The file system's bio that it came of: itself when nothing is in between.
  Bio origin() {
    return origin == null ? this : origin;
  }

  /// How it is known that it came of its origin; null when it is its own.
  @Nullable Evidence descent() {
    return descent;
  }

  /// Decides why it exists; may be decided again while [Attribution#nextCommit()].
  void attribute(Attribution why) {
    attribution = why;
  }

  Attribution attribution() {
    if (origin != null) {
      return origin.attribution();
    }
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
    BioQueued submitted = origin().event();
    return submitted.threadId() == threadId && !submitted.rwbs().flags().readahead();
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

  /// The device did not take some of its sectors, or a flush that it asked for.
  void fail() {
    failed = true;
    origin().failed = true;
  }

  boolean failed() {
    return failed;
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

  /// Nothing more of it will be handed over.
  void giveUp() {
    retained = 0;
    Attribution why = attribution();
    why.data().forEach(LogicalWrite::lose);
  }

  /// True the first time: of the several requests, or disks, that it may go to one counts it.
  boolean count() {
    boolean first = !counted;
    counted = true;
    return first;
  }

  boolean retained() {
    return retained > 0;
  }
}
