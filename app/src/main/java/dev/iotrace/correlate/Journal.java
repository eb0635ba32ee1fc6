package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BlockDirtied;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The transactions that are not settled, and the blocks that they must bring home.
final class Journal {
  /// So many transactions wait for a block to go home on behalf of their writes. It has no byte for
  /// those of later ones (the [Ledger] deals them out from the first write on), and where each
  /// transaction changes it again it does not go home as long as that goes on: jbd2 takes it back
  /// (`__jbd2_journal_refile_buffer`, fs/jbd2/transaction.c).
  static final int MOST_FOR_A_BLOCK = 4096;

  private final Calls calls;
  private final Map<Long, Transaction> transactions = new HashMap<>();
  private final Set<Transaction> running = new LinkedHashSet<>();
  private final Map<Long, Set<Transaction>> homes = new HashMap<>();

  /// Of those that wait for a block, the one that stands for all that are not kept.
  private final Map<Long, Transaction> further = new HashMap<>();

  /// Without a journal: what others did to blocks that no write waits for.
  private final Map<Long, Causes> foreign = new HashMap<>();

  /// Without a journal: blocks that became dirty while a bio with them was submitted.
  private final Map<Long, Transaction> perhapsDirty = new HashMap<>();

  Journal(Calls calls) {
    this.calls = calls;
  }

  Transaction transaction(long id) {
    return transactions.computeIfAbsent(
        id,
        number -> {
          Transaction made = new Transaction(number);
          running.add(made);
          return made;
        });
  }

  /// How many transactions and blocks have not reached their place.
  int size() {
    return transactions.size() + homes.size() + foreign.size();
  }

  /// jbd2 commits one transaction after the other (`jbd2_journal_commit_transaction`,
  /// fs/jbd2/commit.c): when one has ended, those before it have, though nobody told.
  List<Transaction> endBefore(Transaction ended) {
    running.remove(ended);
    List<Transaction> untold = new ArrayList<>(0);
    running.removeIf(each -> each.id() < ended.id() && untold.add(each));
    untold.forEach(Transaction::end);
    return untold;
  }

  /// Transactions in which later writes of the workload take part without a handle of their own.
  List<Transaction> preparing() {
    List<Transaction> found = new ArrayList<>(1);
    for (Transaction each : transactions.values()) {
      if (each.preparing()) {
        found.add(each);
      }
    }
    return found;
  }

  /// A block must go home for this transaction.
  void dirtied(long block, Transaction transaction) {
    Set<Transaction> waiting = homes.computeIfAbsent(block, _ -> new LinkedHashSet<>(2));
    Transaction waits = transaction;
    if (transaction.causes().writes().isEmpty() || waiting.size() > MOST_FOR_A_BLOCK) {
      waits = further.computeIfAbsent(block, _ -> Transaction.ended(transaction.id()));
      transaction.causes().shareOthers(waits.causes());
    }
    if (waiting.add(waits)) {
      waits.await();
    }
  }

  /// Without a journal: writes changed a block, which must go home.
  void dirtied(BlockDirtied event, Collection<LogicalWrite> writes) {
    decide(event.block());
    dirtied(event.block(), writes).changed(event.timeNs(), event.threadId());
    count(event, true);
  }

  private Transaction dirtied(long block, Collection<LogicalWrite> writes) {
    Set<Transaction> at = homes.computeIfAbsent(block, _ -> new LinkedHashSet<>(2));
    if (at.isEmpty()) {
      Transaction made = Transaction.unjournaled();
      made.await();
      at.add(made);
      Causes before = foreign.remove(block);
      if (before != null) {
        before.shareOthers(made.causes());
      }
    }
    Transaction unjournaled = at.iterator().next();
    for (LogicalWrite write : writes) {
      if (unjournaled.join(write) && write.needsMetadata()) {
        write.dirtied();
      }
    }
    return unjournaled;
  }

  /// The kernel clears a buffer's dirty bit before it submits the bio (`__sync_dirty_buffer`,
  /// fs/buffer.c), and no tracepoint tells when. So a block that another thread dirties beside that
  /// may have to be written again, or not. A clean buffer is not written: when it is written again,
  /// and nobody dirtied it since, then for that change.
  private void doubt(long block, Transaction unjournaled) {
    perhapsDirty.put(block, unjournaled);
    unjournaled.causes().writes().forEach(LogicalWrite::doubt);
  }

  /// The block became dirty again, or is written: its last writing leaves no doubt.
  private void decide(long block) {
    Transaction before = perhapsDirty.remove(block);
    if (before != null) {
      before.causes().writes().forEach(LogicalWrite::settleDoubt);
      calls.retire(List.copyOf(before.causes().writes()));
    }
  }

  /// Without a journal: another thread changed a block. That explains its next writing, so whether
  /// an earlier change was still to go does not matter any more.
  void dirtiedByOther(BlockDirtied event) {
    if (calls.setting().tree() || homes.containsKey(event.block())) {
      decide(event.block());
      causesAt(event.block()).addOther(event.threadId());
      count(event, false);
    }
  }

  /// Each change of a block is told to all who follow a command.
  private void count(BlockDirtied event, boolean own) {
    if (calls.setting().tree()) {
      causesAt(event.block()).parties().addEach(own, event.inode(), event.threadId());
    }
  }

  private Causes causesAt(long block) {
    Set<Transaction> at = homes.get(block);
    return at == null
        ? foreign.computeIfAbsent(block, _ -> new Causes())
        : at.iterator().next().causes();
  }

  /// The block was freed: nothing waits for it any more.
  void forgotten(long block) {
    decide(block);
    further.remove(block);
    foreign.remove(block);
    Set<Transaction> waiting = homes.remove(block);
    if (waiting != null) {
      for (Transaction each : waiting) {
        cleanUnjournaled(each);
        arrived(each);
      }
    }
  }

  private static void cleanUnjournaled(Transaction block) {
    if (block.id() == 0) {
      block.causes().writes().stream()
          .filter(LogicalWrite::needsMetadata)
          .forEach(LogicalWrite::cleaned);
    }
  }

  /// Takes the transactions that wait for any of these blocks to go home by this bio.
  List<Transaction> takeHomes(BioQueued bio, long firstBlock, long endBlock) {
    if (homes.isEmpty() && perhapsDirty.isEmpty() && foreign.isEmpty()) {
      return List.of();
    }
    Set<Transaction> found = new LinkedHashSet<>(2);
    List<Transaction> each = new ArrayList<>(2);
    for (long block = firstBlock; block < endBlock; block++) {
      Set<Transaction> waiting = take(block, bio);
      each.addAll(waiting);
      found.addAll(waiting);
    }
    surplus(each, found).forEach(Transaction::arrived);
    return List.copyOf(found);
  }

  private Set<Transaction> take(long block, BioQueued bio) {
    Transaction before = perhapsDirty.get(block);
    if (before != null && !homes.containsKey(block)) {
      before.causes().shareOthers(dirtied(block, before.causes().writes()).causes());
    }
    decide(block);
    further.remove(block);
    foreign.remove(block);
    Set<Transaction> waiting = homes.remove(block);
    if (waiting == null) {
      return Set.of();
    }
    for (Transaction each : waiting) {
      if (each.id() == 0 && each.changedBeside(bio)) {
        doubt(block, each);
      }
    }
    return waiting;
  }

  /// A bio that carries several blocks of one transaction home counts once for it.
  private static List<Transaction> surplus(List<Transaction> all, Set<Transaction> once) {
    Set<Transaction> left = new HashSet<>(once);
    List<Transaction> rest = new ArrayList<>(0);
    for (Transaction each : all) {
      if (!left.remove(each)) {
        rest.add(each);
      }
    }
    return rest;
  }

  /// Something that the transaction waited for has arrived.
  void arrived(Transaction transaction) {
    transaction.arrived();
    settle(transaction);
  }

  /// Lets go of a transaction that nothing waits for any more.
  void settle(Transaction transaction) {
    if (!transaction.settled()) {
      return;
    }
    transactions.remove(transaction.id(), transaction);
    Set<LogicalWrite> writes = transaction.causes().writes();
    writes.forEach(LogicalWrite::release);
    calls.retire(List.copyOf(writes));
  }

  /// What traced writes still wait for; empty when nothing.
  String awaiting() {
    for (Transaction each : transactions.values()) {
      if (!each.ended() && !each.causes().writes().isEmpty()) {
        return "transaction " + each.id() + " to commit";
      }
    }
    long blocks =
        homes.values().stream()
            .filter(at -> at.stream().anyMatch(each -> !each.causes().writes().isEmpty()))
            .count();
    String noun = blocks == 1 ? " metadata block" : " metadata blocks";
    return blocks == 0 ? "" : blocks + noun + " to go home";
  }
}
