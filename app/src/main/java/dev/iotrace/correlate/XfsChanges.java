package dev.iotrace.correlate;

import dev.iotrace.event.BufferInvalidated;
import dev.iotrace.event.BufferLogged;
import dev.iotrace.event.ItemPinned;
import dev.iotrace.event.LogItem;
import dev.iotrace.event.LogTransactionCommitted;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.XfsGeometry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who commits transactions on XFS, and for which writes.
final class XfsChanges {
  private final Calls calls;
  private final XfsLog log;
  private final XfsHomes homes;
  private final Map<Integer, Pending> pending = new HashMap<>();
  private final Map<Integer, Freed> freed = new HashMap<>();
  private final Changers changers = new Changers();
  private final List<XfsChange> preparing = new ArrayList<>(2);
  private final XfsInactivations inactivations;
  private @Nullable XfsCheckpoint preparedIn;
  private @Nullable XfsGeometry geometry;

  /// What a thread did to the transaction that it will commit.
  private record Pending(
      Set<SectorRange> buffers, List<LogItem> pins, List<BufferInvalidated> freed) {
    Pending() {
      this(new LinkedHashSet<>(4), new ArrayList<>(4), new ArrayList<>(0));
    }
  }

  /// Buffers that a thread has freed while it changed an inode, perhaps in several transactions.
  private record Freed(long inode, List<BufferInvalidated> buffers) {
    boolean holds(long sector) {
      return buffers.stream().anyMatch(each -> each.sector() <= sector && sector < each.end());
    }
  }

  XfsChanges(Calls calls, XfsLog log, XfsHomes homes) {
    this.calls = calls;
    this.log = log;
    this.homes = homes;
    this.inactivations = new XfsInactivations(calls);
  }

  void geometry(XfsGeometry known) {
    geometry = known;
  }

  @Nullable XfsGeometry geometry() {
    return geometry;
  }

  XfsInactivations inactivations() {
    return inactivations;
  }

  XfsHomes homes() {
    return homes;
  }

  /// Where an item stands on the device, 0 when that is not known.
  long sectorOf(LogItem item) {
    if (!item.inode()) {
      return item.number();
    }
    return geometry == null ? 0 : geometry.sectorOfInode(item.number());
  }

  void logged(BufferLogged buffer) {
    of(buffer.threadId()).buffers.add(buffer.sectors());
  }

  void pinned(ItemPinned pin) {
    of(pin.threadId()).pins.add(pin.item());
  }

  /// What does not go home any more.
  List<Transaction> invalidated(BufferInvalidated buffer) {
    Pending did = of(buffer.threadId());
    did.buffers.removeIf(each -> each.start() == buffer.sector());
    did.freed.add(buffer);
    return homes.invalidated(buffer).stream().map(XfsHome::unit).toList();
  }

  private Pending of(int threadId) {
    return pending.computeIfAbsent(threadId, _ -> new Pending());
  }

  /// The transaction joins the running checkpoint.
  void committed(LogTransactionCommitted event) {
    XfsChange change = new XfsChange();
    cause(change, event);
    Pending did = pending.remove(event.threadId());
    Set<Long> inodes = new HashSet<>(4);
    inodes.add(event.inode());
    inodes.add(event.secondInode());
    if (did != null) {
      for (LogItem item : did.pins) {
        homes.pinned(item, change);
        if (item.inode()) {
          inodes.add(item.number());
        }
      }
      did.buffers.forEach(buffer -> change.dirtied(homes.buffer(buffer)));
    }
    Freed gone = freed(event, did == null ? List.of() : did.freed);
    inodes.removeIf(inode -> gone.holds(sectorOf(new LogItem(true, inode))));
    for (long inode : inodes) {
      // One that was locked but not changed is in no checkpoint, so it is not pinned.
      if (homes.isPinned(new LogItem(true, inode)) && geometry != null) {
        change.dirtied(homes.inode(inode, geometry.sectorOfInode(inode)));
      }
    }
    log.running().changes().add(change);
  }

  /// Inodes that went with their buffer are still locked in the transactions that follow.
  private Freed freed(LogTransactionCommitted event, List<BufferInvalidated> more) {
    Freed before = freed.get(event.threadId());
    List<BufferInvalidated> all = new ArrayList<>(more);
    if (before != null && before.inode == event.inode()) {
      all.addAll(before.buffers);
    }
    Freed now = new Freed(event.inode(), all);
    if (all.isEmpty()) {
      freed.remove(event.threadId());
    } else {
      freed.put(event.threadId(), now);
    }
    return now;
  }

  private void cause(XfsChange change, LogTransactionCommitted event) {
    long inode = calls.traced(event.secondInode()) ? event.secondInode() : event.inode();
    if (calls.setting().tree()) {
      causeInTree(change, event, inode);
    } else {
      causeOfDriver(change, event, inode);
    }
  }

  /// What a thread of the command does is for itself, but for the allocation of blocks while it
  /// syncs. What others do is for the command when it is the kernel that does it, at writeback and
  /// at the end of I/O.
  private void causeInTree(XfsChange change, LogTransactionCommitted event, long inode) {
    int thread = event.threadId();
    boolean ours = calls.byWorkload(thread);
    boolean syncs = ours && calls.callingNow(thread) && !calls.writingNow(thread);
    Collection<LogicalWrite> inactivated = ours ? List.of() : inactivations.of(event);
    boolean theirs = false;
    if (!inactivated.isEmpty()) {
      inactivated.forEach(write -> change.join(write, false));
    } else if (calls.traced(inode) && (syncs || (!ours && event.deferred()))) {
      changedFor(inode, event).forEach(write -> change.join(write, secures(write, event)));
      record(inode, event);
    } else if (ours) {
      changing(event, event.inode()).forEach(write -> change.join(write, secures(write, event)));
      if (event.secondInode() != 0) {
        changing(event, event.secondInode())
            .forEach(write -> change.join(write, secures(write, event)));
      }
    } else {
      theirs = true;
      change.causes().addOther(changer(event));
    }
    change.count(event, !theirs);
  }

  private Collection<LogicalWrite> changing(LogTransactionCommitted event, long inode) {
    return calls.changing(event.threadId(), inode, event.timeNs());
  }

  private void causeOfDriver(XfsChange change, LogTransactionCommitted event, long inode) {
    boolean ours = calls.byWorkload(event.threadId());
    if (!ours && !calls.traced(inode)) {
      change.causes().addOther(changer(event));
      return;
    }
    boolean between = ours && !calls.callingNow(event.threadId()) && !calls.workloadEnded();
    if (between && !calls.begun()) {
      prepares(change);
      calls.current(event.threadId(), event.timeNs()).forEach(write -> change.join(write, true));
    } else if (between) { // what closing the file leaves to do secures nothing
      calls.sinceSync(event.threadId(), event.timeNs()).forEach(write -> change.join(write, false));
    } else if (ours && calls.writingNow(event.threadId())) {
      calls
          .current(event.threadId(), event.timeNs())
          .forEach(write -> change.join(write, secures(write, event)));
    } else {
      changedFor(inode, event).forEach(write -> change.join(write, secures(write, event)));
      record(inode, event);
    }
  }

  private static boolean secures(LogicalWrite write, LogTransactionCommitted event) {
    return write.needsMetadata() || event.purpose() != LogTransactionCommitted.TIMES;
  }

  /// Writes that come while the checkpoint runs depend on it, too: the file was made in it.
  private void prepares(XfsChange change) {
    if (preparedIn != log.running()) {
      preparing.clear();
      preparedIn = log.running();
    }
    preparing.add(change);
  }

  void announced(LogicalWrite write) {
    if (preparedIn == log.running()) {
      preparing.forEach(change -> change.join(write, true));
    }
  }

  private int changer(LogTransactionCommitted event) {
    int first = changers.of(event.inode(), event.threadId());
    changers.of(event.secondInode(), first);
    return first;
  }

  /// The writes for which metadata of a file changes outside a write call: at allocation those that
  /// are dirty, after writing back those whose bytes have arrived.
  private Collection<LogicalWrite> changedFor(long inode, LogTransactionCommitted event) {
    if (!calls.traced(inode)) {
      return calls.sinceSync(event.threadId(), event.timeNs());
    }
    TracedFile file = calls.file(inode);
    if (!event.afterWriteback()) {
      Collection<LogicalWrite> dirty = calls.open(file.dirtyWrites());
      return dirty.isEmpty() ? calls.lateFor(file, event.threadId(), event.timeNs()) : dirty;
    }
    Collection<LogicalWrite> taken = file.takeWrittenBack();
    Collection<LogicalWrite> open = calls.open(taken.isEmpty() ? file.writtenBack() : taken);
    Collection<LogicalWrite> writes =
        open.isEmpty() ? calls.lateFor(file, event.threadId(), event.timeNs()) : open;
    long end = event.fileByte() + event.bytes();
    List<LogicalWrite> within = new ArrayList<>(writes);
    within.removeIf(write -> write.end() <= event.fileByte() || write.offset() >= end);
    return within.isEmpty() ? writes : within;
  }

  /// What [XfsRecords] waits for.
  private void record(long inode, LogTransactionCommitted event) {
    if (event.afterWriteback() && calls.known(inode)) {
      calls.file(inode).records().record(event.fileByte(), event.fileByte() + event.bytes());
    }
  }
}
