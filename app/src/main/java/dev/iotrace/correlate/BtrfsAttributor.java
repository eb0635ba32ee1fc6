package dev.iotrace.correlate;

import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.BlockForgotten;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.ChunkMapped;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.ExtentInlined;
import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.FileShifted;
import dev.iotrace.event.GenerationCommitted;
import dev.iotrace.event.GenerationUnblocked;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.JournalSuperblockWritten;
import dev.iotrace.event.OrderedExtentAdded;
import dev.iotrace.event.OrderedExtentFinished;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.TreeBlockAllocated;
import dev.iotrace.event.TreeRootCopied;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Cause on btrfs: DESIGN 4.4.
final class BtrfsAttributor implements Attributor {
  private final Calls calls;
  private final Safety safety;
  private final Stack stack;
  private final boolean tree;
  private final Generations generations;
  private final OrderedExtents extents = new OrderedExtents();
  private final BtrfsBioRules rules;
  private final Map<Transaction, Integer> superblocks = new HashMap<>(2);
  private final Map<Integer, LogCommit> logs = new HashMap<>(2);

  /// A log tree on its way to the disks, and on how many of them its superblock is.
  private static final class LogCommit {
    private final Set<LogicalWrite> writes = new LinkedHashSet<>();
    private int superblocks;
  }

  BtrfsAttributor(CorrelatorSetting setting, Calls calls, Safety safety) {
    this.calls = calls;
    this.safety = safety;
    this.stack = setting.stack();
    this.tree = setting.tree();
    this.generations = new Generations(calls);
    this.rules = new BtrfsBioRules(setting, calls, generations, extents);
  }

  @Override
  public void accept(IoEvent.OfFileSystem event) {
    switch (event) {
      case TransactionJoined join -> joined(join);
      case InodeAllocated inode -> calls.made(inode.inode());
      case ExtentMapped extent -> mapped(extent);
      case PageDirtied page -> dirtied(page);
      case PagesCut pages -> calls.cut(pages);
      case IoEvent.OfBtrfs btrfs -> accept(btrfs);
      case CommitStarted _,
          CommitEnded _,
          JournalSuperblockWritten _,
          BlockDirtied _,
          BlockForgotten _,
          FileShifted _,
          InodeGone _,
          BlocksAllocated _,
          IoEvent.OfSums _,
          IoEvent.OfXfs _ -> {} // of another file system
    }
  }

  private void accept(IoEvent.OfBtrfs event) {
    switch (event) {
      case TreeBlockAllocated block -> allocated(block);
      case TreeRootCopied copy -> {
        if (rules.path(copy.stack()) == CausePath.TREE_COMMIT) {
          reached(copy.threadId(), copy.timeNs());
        }
      }
      case GenerationUnblocked commit -> reached(commit.threadId(), commit.timeNs());
      case GenerationCommitted commit ->
          generations
              .ended(commit.threadId(), commit.generation())
              .ifPresent(generation -> ended(generation, commit.timeNs()));
      case OrderedExtentAdded extent -> added(extent);
      case OrderedExtentFinished extent -> finished(extent);
      case ExtentInlined extent -> inlined(extent);
      case ChunkMapped chunk -> rules.map(chunk);
    }
  }

  @Override
  public void announced(LogicalWrite write) {
    generations.preparing().forEach(each -> join(each, write));
  }

  private void joined(TransactionJoined event) {
    Transaction generation =
        event.transaction() == 0 ? generations.running() : generations.joined(event.transaction());
    int thread = event.threadId();
    boolean ours = calls.byWorkload(thread);
    count(generation, ours, event.inode(), thread);
    if (!ours) {
      generation.causes().addOther(thread);
      return;
    }
    if (!calls.callingNow(thread) && !calls.workloadEnded()) {
      generation.prepares();
    }
    Collection<LogicalWrite> writes =
        calls.syncingFile(thread) && !calls.writingNow(thread)
            ? calls.sinceSync(thread, event.timeNs())
            : calls.changing(thread, event.inode(), event.timeNs());
    writes.forEach(write -> join(generation, write));
  }

  /// Who takes part in the commit, where a command is followed.
  private void count(Transaction generation, boolean own, long inode, int threadId) {
    if (tree) {
      generation.causes().parties().add(own, inode, threadId);
    }
  }

  /// A power cut before the commit of what a write changed may lose its bytes.
  private static void join(Transaction generation, LogicalWrite write) {
    generation.join(write);
    generation.secures(write);
  }

  private void allocated(TreeBlockAllocated event) {
    if (event.log()) {
      generations.allocatedInLog(event.logicalByte(), event.threadId());
      return;
    }
    Transaction generation =
        generations.committedBy(event.threadId()).orElseGet(generations::running);
    generations.allocated(event.logicalByte(), generation);
    boolean others =
        event.inode() != 0
            && event.changer() != 0 // 0: the file has just left memory
            && !calls.traced(event.inode())
            && !calls.byWorkload(event.changer())
            && generations.committedBy(event.threadId()).isEmpty();
    if (others) {
      generation.causes().addOther(event.changer());
      count(generation, false, event.inode(), event.changer());
    }
  }

  /// A thread that commits what nobody has joined wants the commit itself: it makes a snapshot.
  private void reached(int threadId, long timeNs) {
    boolean itself = tree && !calls.workloadEnded() && calls.byWorkload(threadId);
    if (itself && generations.committedBy(threadId).isEmpty()) {
      Transaction now = generations.running();
      if (now.causes().writes().isEmpty() && now.causes().others() == 0) {
        calls.changing(threadId, 0, timeNs).forEach(each -> join(now, each));
        count(now, true, 0, threadId);
      }
    }
    generations.reached(threadId, timeNs);
  }

  private void ended(Transaction generation, long timeNs) {
    superblocks.remove(generation);
    safety.committed(generation, timeNs);
    generations.settle(generation);
  }

  private void mapped(ExtentMapped event) {
    TracedFile file = calls.file(event.inode());
    file.mapped(event.deviceByte(), event.fileByte(), event.bytes());
  }

  private void dirtied(PageDirtied event) {
    LogicalWrite write = calls.dirtying(event.threadId(), event.inode(), event.timeNs());
    if (write != null) {
      calls.file(event.inode()).dirtied(event.pageIndex(), write, event.timeNs());
    }
  }

  private void added(OrderedExtentAdded event) {
    if (!calls.traced(event.inode())) {
      return; // the command has read it
    }
    TracedFile file = calls.file(event.inode());
    if (event.diskBytes() == event.bytes()) {
      file.mapped(event.logicalByte(), event.fileByte(), event.bytes());
    }
    Set<LogicalWrite> writes = file.dirtyWrites(event.fileByte(), event.bytes());
    if (writes.isEmpty()
        && calls.writingNow(event.threadId())
        && calls.byWorkload(event.threadId())) {
      writes.addAll(calls.current(event.threadId(), event.timeNs())); // O_DIRECT
      writes.forEach(LogicalWrite::goDirect);
    }
    extents.add(event, writes);
  }

  private void finished(OrderedExtentFinished event) {
    List<LogicalWrite> writes = extents.take(event);
    if (writes.isEmpty()) {
      return;
    }
    long timeNs = event.changedNs() == 0 ? event.timeNs() : event.changedNs();
    Transaction generation = generations.at(timeNs);
    writes.forEach(write -> join(generation, write));
    count(generation, true, event.inode(), event.threadId());
    OrderedExtents.release(writes);
  }

  private void inlined(ExtentInlined event) {
    List<LogicalWrite> writes = calls.file(event.inode()).writeBackPages(0, 0, event.timeNs());
    for (LogicalWrite write : writes) {
      write.inTree();
      for (Transaction each : generations.since(event.sinceNs())) {
        join(each, write);
        count(each, true, event.inode(), event.threadId());
      }
    }
  }

  @Override
  public void attribute(Bio bio) {
    Attribution why = rules.attribute(bio.event());
    bio.attribute(why);
    why.begin();
    if (why.path() == CausePath.TREE_LOG) {
      logs.computeIfAbsent(bio.event().threadId(), _ -> new LogCommit())
          .writes
          .addAll(why.causes().writes());
    }
  }

  @Override
  public void arrived(Bio bio, long timeNs) {
    Attribution why = bio.attribution();
    boolean forced = bio.event().rwbs().fua();
    safety.arrived(why.data(), timeNs, forced);
    if (why.cause() != Cause.SUPERBLOCK || !(forced || stack.caches() == 0)) {
      return;
    }
    if (why.transaction() != null) {
      if (superblocks.merge(why.transaction(), 1, Integer::sum) == stack.disks().size()) {
        safety.recorded(why.transaction(), timeNs);
      }
    } else if (why.path() == CausePath.TREE_LOG) {
      logged(bio.event().threadId(), timeNs);
    }
  }

  private void logged(int threadId, long timeNs) {
    LogCommit log = logs.get(threadId);
    if (log != null && ++log.superblocks == stack.disks().size()) {
      logs.remove(threadId);
      Collection<LogicalWrite> whole = log.writes;
      whole.removeIf(LogicalWrite::dirty);
      generations.logged(whole, timeNs);
      calls.retire(whole);
    }
  }

  @Override
  public void released(Bio bio) {
    Attribution why = bio.attribution();
    if (why.transaction() != null) {
      generations.arrived(why.transaction());
    } else {
      why.causes().writes().forEach(LogicalWrite::release);
      calls.retire(why.causes().writes());
    }
  }

  @Override
  public String awaiting() {
    return generations.awaiting();
  }
}
