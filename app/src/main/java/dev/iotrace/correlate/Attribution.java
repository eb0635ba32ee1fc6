package dev.iotrace.correlate;

import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a bio exists, as decided when it was submitted.
///
/// @param causes may still grow while the transaction runs
/// @param transaction the one whose journal blocks the bio carries, null for none
/// @param homes the transactions for which the bio carries blocks home
/// @param data the writes whose own bytes the bio carries
/// @param pages how many dirty pages of the writes' files the bio made clean, [#UNTOLD] where that
///   is not known or the bio carries no pages of a file
/// @param nextCommit true for a journal superblock that belongs to the commit its thread begins
///   next
record Attribution(
    Cause cause,
    CausePath path,
    Causes causes,
    EnumSet<Evidence> evidence,
    @Nullable Transaction transaction,
    List<Transaction> homes,
    List<LogicalWrite> data,
    int pages,
    boolean nextCommit) {

  /// A number of pages that is not known.
  static final int UNTOLD = -1;

  static Attribution of(Cause cause, CausePath path, Causes causes, Evidence... evidence) {
    EnumSet<Evidence> all = EnumSet.noneOf(Evidence.class);
    for (Evidence each : evidence) {
      all.add(each);
    }
    return new Attribution(cause, path, causes, all, null, List.of(), List.of(), UNTOLD, false);
  }

  /// Demonstrably not caused by a traced write.
  static Attribution foreign(Cause cause, CausePath path, int threadId, Evidence reason) {
    Causes causes = new Causes();
    causes.addOther(threadId);
    return of(cause, path, causes, reason);
  }

  Attribution inTransaction(Transaction its) {
    return new Attribution(cause, path, its.causes(), evidence, its, homes, data, pages, false);
  }

  Attribution carrying(List<LogicalWrite> bytesOf) {
    return new Attribution(
        cause, path, causes, evidence, transaction, homes, bytesOf, pages, nextCommit);
  }

  Attribution ofPages(int cleaned) {
    return new Attribution(
        cause, path, causes, evidence, transaction, homes, data, cleaned, nextCommit);
  }

  Attribution home(List<Transaction> to) {
    return new Attribution(cause, path, causes, evidence, transaction, to, data, pages, nextCommit);
  }

  Attribution untilNextCommit() {
    return new Attribution(cause, path, causes, evidence, transaction, homes, data, pages, true);
  }

  /// The bio was submitted: its transaction, or else the writes that caused it, wait for it from
  /// now on. One of the next commit has nobody to wait yet.
  void begin() {
    if (transaction != null) {
      transaction.await();
    } else if (!nextCommit && !waitsByBlock()) {
      causes.writes().forEach(LogicalWrite::hold);
    }
    data.forEach(LogicalWrite::submitted);
  }

  /// Whether the bio is there for the blocks that it carries home, and for nothing else: who waits
  /// for these waits for it.
  boolean waitsByBlock() {
    return evidence.contains(Evidence.BLOCK_TO_BIO);
  }
}
