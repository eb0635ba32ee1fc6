package dev.iotrace.correlate;

import dev.iotrace.event.LogTransactionCommitted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One committed transaction of a thread on XFS, until it is certain which checkpoint it is in.
final class XfsChange {
  private final Causes causes = new Causes();
  private final Set<LogicalWrite> secured = new LinkedHashSet<>(2);
  private final List<XfsHome> homes = new ArrayList<>(4);
  private boolean pinned;
  private boolean unpinned;

  Causes causes() {
    return causes;
  }

  /// Writes caused it. A power cut before its checkpoint is in the log loses the bytes of those
  /// that it secures.
  void join(LogicalWrite write, boolean secures) {
    if (causes.add(write)) {
      write.hold();
    }
    if (secures && secured.add(write)) {
      write.needs();
    }
    homes.forEach(home -> home.join(write));
  }

  /// Who takes part in it: a transaction locks one inode or two.
  ///
  /// @param own whether it is for a followed process
  void count(LogTransactionCommitted event, boolean own) {
    causes.parties().add(own, event.inode(), event.threadId());
    if (event.secondInode() != 0) {
      causes.parties().add(own, event.secondInode(), event.threadId());
    }
  }

  /// What it changed must go home on behalf of all its causes.
  void dirtied(XfsHome home) {
    homes.add(home);
    causes.writes().forEach(home::join);
    home.addOthers(causes);
  }

  /// Nobody had changed one of its items in the same checkpoint before.
  void pin() {
    pinned = true;
  }

  /// A checkpoint that is in the log holds one of the items that it pinned.
  void unpin() {
    unpinned = true;
  }

  /// Whether the checkpoint whose items were all unpinned cannot hold it. The first transaction of
  /// a checkpoint pins all its items, so one that pins none is where the one before it is.
  boolean isLater() {
    return pinned && !unpinned;
  }

  /// It is certain: hands its causes over.
  void joinTo(Transaction checkpoint, Calls calls) {
    Collection<LogicalWrite> writes = List.copyOf(causes.writes());
    writes.forEach(checkpoint::join);
    checkpoint.causes().addAll(causes);
    for (LogicalWrite write : secured) {
      checkpoint.secures(write);
      write.needless();
    }
    secured.clear();
    writes.forEach(LogicalWrite::release);
    calls.retire(writes);
  }
}
