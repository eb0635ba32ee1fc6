package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The transactions of a btrfs, of which one runs at a time and one is being committed at most.
///
/// All that changes before a commit has made its trees belongs to that commit, all that changes
/// afterwards to the next (the states at the head of fs/btrfs/transaction.c).
final class Generations {
  private final Calls calls;
  private final Map<Integer, Transaction> committing = new HashMap<>(2);
  private final Map<Long, Transaction> blocks = new HashMap<>();
  private final Map<Long, Integer> logBlocks = new HashMap<>();
  private final Set<Transaction> unsettled = new HashSet<>(2);
  private @Nullable Transaction running;
  private @Nullable Transaction closed;
  private long closedNs;

  Generations(Calls calls) {
    this.calls = calls;
  }

  /// The one that changes go into now.
  Transaction running() {
    if (running == null) {
      running = new Transaction(closed == null || closed.id() == 0 ? 0 : closed.id() + 1);
      unsettled.add(running);
    }
    return running;
  }

  /// The one that a thread says it has joined.
  Transaction joined(long number) {
    if (closed != null && closed.id() == number) {
      return closed;
    }
    Transaction now = running();
    if (now.id() == 0) {
      now.identify(number);
    }
    return now;
  }

  /// The one that changes went into at a moment: not more than one commit ago.
  Transaction at(long timeNs) {
    return closed != null && timeNs < closedNs && !closed.ended() ? closed : running();
  }

  /// Those that changes may have gone into since a moment.
  List<Transaction> since(long timeNs) {
    List<Transaction> found = new ArrayList<>(2);
    found.add(at(timeNs));
    if (running != null && !found.contains(running)) {
      found.add(running);
    }
    return found;
  }

  /// The commit by this thread has made its trees, or is writing them: nothing joins it any more.
  void reached(int threadId, long timeNs) {
    if (!committing.containsKey(threadId)) {
      Transaction now = running();
      now.commit();
      committing.put(threadId, now);
      closed = now;
      closedNs = timeNs;
      running = null;
    }
  }

  /// The one that a thread is committing.
  Optional<Transaction> committedBy(int threadId) {
    return Optional.ofNullable(committing.get(threadId));
  }

  /// The commit by this thread is over; empty when it began before the trace.
  ///
  /// @param newest the file system's newest generation
  Optional<Transaction> ended(int threadId, long newest) {
    Transaction ended = committing.remove(threadId);
    if (ended != null) {
      if (ended.id() == 0 && running == null) {
        ended.identify(newest);
      }
      ended.end();
      logBlocks.clear();
    }
    return Optional.ofNullable(ended);
  }

  void allocated(long logicalByte, Transaction in) {
    logBlocks.remove(logicalByte);
    blocks.put(logicalByte, in);
  }

  void allocatedInLog(long logicalByte, int threadId) {
    blocks.remove(logicalByte);
    logBlocks.put(logicalByte, threadId);
  }

  /// The one that a tree block was allocated in, while that is not settled.
  Optional<Transaction> ofBlock(long logicalByte) {
    return Optional.ofNullable(blocks.get(logicalByte));
  }

  /// The thread that allocated a block of a log tree.
  Optional<Integer> ofLogBlock(long logicalByte) {
    return Optional.ofNullable(logBlocks.get(logicalByte));
  }

  /// The transactions in which later writes of the workload take part, for it has prepared them.
  List<Transaction> preparing() {
    return running != null && running.preparing() ? List.of(running) : List.of();
  }

  /// A log tree on the device has the bytes of these writes.
  void logged(Collection<LogicalWrite> writes, long timeNs) {
    for (Transaction each : unsettled) {
      writes.forEach(write -> each.logged(write, timeNs));
    }
  }

  void arrived(Transaction transaction) {
    transaction.arrived();
    settle(transaction);
  }

  /// Lets go of one that nothing waits for any more.
  void settle(Transaction transaction) {
    if (!transaction.settled() || !unsettled.remove(transaction)) {
      return;
    }
    blocks.values().removeIf(each -> each == transaction);
    Set<LogicalWrite> writes = transaction.causes().writes();
    writes.forEach(LogicalWrite::release);
    calls.retire(List.copyOf(writes));
  }

  /// What traced writes still wait for; empty when nothing.
  String awaiting() {
    for (Transaction each : unsettled) {
      if (!each.causes().writes().isEmpty()) {
        return each.id() == 0 ? "a commit" : "generation " + each.id() + " to commit";
      }
    }
    return "";
  }
}
