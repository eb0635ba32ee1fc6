package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import java.util.LinkedHashSet;
import java.util.Set;

/// A jbd2 transaction from its first handle until its last block is home.
///
/// Without a journal, one stands for a single metadata block on its way home, with number 0.
final class Transaction {
  /// Much longer than the kernel takes from clearing a buffer's dirty bit to submitting its bio.
  private static final long BESIDE_NS = 1_000_000;

  private long id;
  private final Causes causes = new Causes();
  private boolean committing;
  private boolean ended;
  private boolean preparing;
  private final Set<LogicalWrite> secured = new LinkedHashSet<>(2);
  private long safeNs;
  private int pending;
  private long changedNs;
  private int changedBy;

  Transaction(long id) {
    this.id = id;
  }

  /// A block without a journal: nothing to commit, one block to go home.
  static Transaction unjournaled() {
    return ended(0);
  }

  /// Nothing to commit.
  static Transaction ended(long id) {
    Transaction made = new Transaction(id);
    made.end();
    return made;
  }

  long id() {
    return id;
  }

  /// Its number, where that was not known when it began.
  void identify(long number) {
    id = number;
  }

  Causes causes() {
    return causes;
  }

  /// The workload's thread changed metadata in it before a write (it created or preallocated the
  /// file): writes that come while it runs depend on it, too.
  void prepares() {
    preparing = true;
  }

  boolean preparing() {
    return preparing && !committing;
  }

  /// Adds a traced write; false when it was a cause already.
  boolean join(LogicalWrite write) {
    if (!causes.add(write)) {
      return false;
    }
    write.hold();
    return true;
  }

  /// A power cut before its commit loses the bytes of this write.
  void secures(LogicalWrite write) {
    if (safeNs == 0 && secured.add(write)) {
      write.needs();
    }
  }

  /// Its commit record is on the device and flushed.
  void safe(long timeNs) {
    if (safeNs == 0) {
      safeNs = timeNs;
      secured.forEach(write -> write.committed(timeNs));
      secured.clear();
    }
  }

  /// Some of it did not get into the journal: it will not be safe.
  void lose() {
    secured.clear();
  }

  /// The bytes of one write can be found without its commit: a log tree has them.
  void logged(LogicalWrite write, long timeNs) {
    if (secured.remove(write)) {
      write.committed(timeNs);
    }
  }

  boolean isSafe() {
    return safeNs > 0;
  }

  void commit() {
    committing = true;
  }

  void end() {
    committing = true;
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  /// Without a journal: the block was changed last at this time, by this thread.
  void changed(long timeNs, int threadId) {
    changedNs = timeNs;
    changedBy = threadId;
  }

  /// Without a journal: whether another thread changed the block just before a bio with it was
  /// queued.
  boolean changedBeside(BioQueued bio) {
    return changedBy != bio.threadId() && bio.timeNs() - changedNs < BESIDE_NS;
  }

  /// One more bio or home block to wait for.
  void await() {
    pending++;
  }

  void arrived() {
    pending--;
  }

  int pending() {
    return pending;
  }

  /// Whether it is committed and all its blocks are home.
  boolean settled() {
    return ended && pending == 0;
  }
}
