package dev.iotrace.correlate;

import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.BlockForgotten;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.FileShifted;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.JournalSuperblockWritten;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.TransactionJoined;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Cause on ext4 (also ext3 and ext2 driven by it), with and without a journal: DESIGN 4.2.
final class Ext4Attributor implements Attributor {
  private final CorrelatorSetting setting;
  private final Calls calls;
  private final Journal journal;
  private final Safety safety;
  private final FilePlaces places = new FilePlaces();
  private final Ext4BioRules rules;
  private final Sums sums;
  private final FileShifts shifts;
  private final Changers changers = new Changers();
  private final Set<Integer> superblockWriters = new HashSet<>();
  private final Map<Integer, List<Bio>> beforeCommit = new HashMap<>();

  Ext4Attributor(CorrelatorSetting setting, Calls calls, Safety safety) {
    this.setting = setting;
    this.calls = calls;
    this.safety = safety;
    this.journal = new Journal(calls);
    this.rules = new Ext4BioRules(setting, calls, journal, places);
    this.sums = new Sums(calls);
    this.shifts = new FileShifts(calls, setting);
  }

  @Override
  public void accept(IoEvent.OfFileSystem event) {
    switch (event) {
      case TransactionJoined join -> joined(join);
      case CommitStarted start -> started(start);
      case CommitEnded end -> ended(end);
      case JournalSuperblockWritten write -> superblockWriters.add(write.threadId());
      case BlockDirtied block -> dirtied(block);
      case BlockForgotten block -> journal.forgotten(block.block());
      case PageDirtied page -> dirtied(page);
      case BlocksAllocated blocks -> allocated(blocks);
      case InodeAllocated inode -> calls.made(inode.inode());
      case InodeGone inode -> gone(inode.inode());
      case PagesCut pages -> cut(pages);
      case FileShifted shift -> shifts.begin(shift);
      case ExtentMapped extent -> mapped(extent);
      case IoEvent.OfSums sum -> sums.accept(sum);
      case IoEvent.OfXfs _, IoEvent.OfBtrfs _ -> {} // of another file system
    }
  }

  @Override
  public void announced(LogicalWrite write) {
    for (Transaction each : journal.preparing()) {
      join(each, write, TransactionJoined.INODE);
    }
  }

  private void joined(TransactionJoined event) {
    Transaction transaction = journal.transaction(event.transaction());
    int thread = event.threadId();
    shifts.joined(event);
    if (event.handleType() == TransactionJoined.TRUNCATE && calls.known(event.inode())) {
      calls.file(event.inode()).reachable().removeFrom(0); // how much of it is cut off is not told
    }
    boolean ours = calls.byWorkload(thread);
    boolean theirs = !ours && !calls.changedLater(event.inode(), event.handleType());
    // That a handle changed nothing is told of followed threads only.
    if (setting.tree() && event.handleType() != TransactionJoined.NOTHING) {
      transaction.causes().parties().add(!theirs, event.inode(), thread);
    }
    if (theirs) {
      transaction.causes().addOther(changers.of(event.inode(), thread));
      return;
    }
    if (calls.preparing(thread)) {
      transaction.prepares();
    }
    boolean itself = ours && calls.changesItself(thread, event.inode(), event.handleType());
    Collection<LogicalWrite> writes =
        itself
            ? calls.changing(thread, event.inode(), event.timeNs())
            : changedFor(event.inode(), event.handleType(), thread, event.timeNs());
    for (LogicalWrite write : writes) {
      join(transaction, write, event.handleType());
    }
  }

  private void join(Transaction transaction, LogicalWrite write, int handleType) {
    transaction.join(write);
    if (handleType == TransactionJoined.NOTHING) {
      return;
    }
    boolean timesOnly =
        handleType == TransactionJoined.INODE || handleType == TransactionJoined.MISC;
    boolean inJournal = setting.journal() == CorrelatorSetting.Journal.JOURNAL;
    if (inJournal || write.needsMetadata() || !timesOnly) {
      transaction.secures(write);
    }
  }

  /// The writes for which metadata of a file changes outside a write call: at allocation those that
  /// are dirty, at the end of I/O those that were written back.
  private Collection<LogicalWrite> changedFor(
      long inode, int handleType, int threadId, long timeNs) {
    if (!calls.traced(inode)) {
      return calls.sinceSync(threadId, timeNs);
    }
    TracedFile file = calls.file(inode);
    Collection<LogicalWrite> writes =
        handleType == TransactionJoined.EXTENT_CONVERT
            ? file.takeWrittenBack()
            : file.dirtyWrites();
    if (handleType == TransactionJoined.MAP_BLOCKS && writes.isEmpty()) {
      writes = file.takeArrived(); // converts what went past the page cache: ext4_dio_write_end_io
    }
    Collection<LogicalWrite> open = calls.open(writes);
    return open.isEmpty() ? calls.lateFor(file, threadId, timeNs) : open;
  }

  private void started(CommitStarted event) {
    Transaction transaction = journal.transaction(event.transaction());
    transaction.commit();
    List<Bio> early = beforeCommit.remove(event.threadId());
    if (early != null) {
      for (Bio bio : early) {
        transaction.await();
        bio.attribute(bio.attribution().inTransaction(transaction));
      }
    }
  }

  private void ended(CommitEnded event) {
    Transaction transaction = journal.transaction(event.transaction());
    transaction.end();
    journal.endBefore(transaction).forEach(journal::settle);
    safety.committed(transaction, event.timeNs());
    journal.settle(transaction);
  }

  private void dirtied(BlockDirtied event) {
    if (event.transaction() != 0) {
      journal.dirtied(event.block(), journal.transaction(event.transaction()));
      return;
    }
    int thread = event.threadId();
    long inode = event.inode();
    if (calls.dirtiesItself(thread, inode)) {
      journal.dirtied(event, calls.changing(thread, inode, event.timeNs()));
    } else if (calls.traced(inode)) {
      journal.dirtied(
          event, changedFor(inode, TransactionJoined.EXTENT_CONVERT, thread, event.timeNs()));
    } else {
      journal.dirtiedByOther(event);
    }
  }

  private void dirtied(PageDirtied event) {
    if (sums.counts(event.threadId(), event.inode())) {
      return;
    }
    LogicalWrite write = calls.dirtying(event.threadId(), event.inode(), event.timeNs());
    if (write != null) {
      calls.file(event.inode()).dirtied(event.pageIndex(), write, event.timeNs());
    }
  }

  private void cut(PagesCut event) {
    calls.cut(event);
    if (calls.known(event.inode())) {
      long pageBytes = setting.pageBytes();
      long from = event.index() * pageBytes + event.offset();
      freed(calls.file(event.inode()), from, from + event.bytes());
    }
  }

  private void gone(long inode) {
    if (calls.known(inode)) {
      freed(calls.file(inode), 0, Long.MAX_VALUE);
    }
    calls.forget(inode);
  }

  /// Without a journal, a page that was dirtied where its blocks were known already looks like
  /// metadata that must go home (`mark_buffer_dirty`, fs/buffer.c). Cut off, it never does.
  private void freed(TracedFile file, long from, long end) {
    if (setting.journal() == CorrelatorSetting.Journal.NONE) {
      long blockBytes = setting.blockBytes();
      file.leave(
          from,
          end,
          (deviceByte, bytes) -> {
            long last = (deviceByte + bytes) / blockBytes;
            for (long block = (deviceByte + blockBytes - 1) / blockBytes; block < last; block++) {
              journal.forgotten(block);
            }
          });
    }
  }

  private void allocated(BlocksAllocated event) {
    if (calls.traced(event.inode())) {
      long blockBytes = setting.blockBytes();
      places.mapped(
          calls.file(event.inode()),
          event.block() * blockBytes,
          event.fileBlock() * blockBytes,
          event.count() * blockBytes);
    }
  }

  private void mapped(ExtentMapped event) {
    TracedFile file = calls.file(event.inode());
    places.mapped(file, event.deviceByte(), event.fileByte(), event.bytes());
    file.reachable().add(event.fileByte(), event.fileByte() + event.bytes());
  }

  @Override
  public void attribute(Bio bio) {
    int thread = bio.event().threadId();
    boolean superblock =
        bio.event().rwbs().isWrite()
            && bio.event().context().inode() == 0
            && superblockWriters.remove(thread);
    Attribution why = superblock ? rules.superblock(bio.event()) : rules.attribute(bio.event());
    bio.attribute(why);
    if (why.nextCommit()) {
      beforeCommit.computeIfAbsent(thread, _ -> new ArrayList<>(1)).add(bio);
    }
    why.begin();
  }

  @Override
  public void arrived(Bio bio, long timeNs) {
    Attribution why = bio.attribution();
    boolean forced = bio.event().rwbs().fua();
    safety.arrived(why.data(), timeNs, forced);
    if (why.transaction() != null && forced && why.cause() == Cause.JOURNAL) {
      safety.recorded(why.transaction(), timeNs);
    }
    if (endsSync(bio)) {
      safety.synced(bio.event().threadId(), timeNs);
    }
  }

  /// Without a journal fsync writes the file's data, inode and directory entry and flushes last
  /// (`ext4_fsync_nojournal`, fs/ext4/fsync.c). Bitmaps may come much later: e2fsck makes them
  /// anew. With a journal it flushes last, too, when no commit that it waited for did, but a thread
  /// that starts a handle may flush beside that (`__jbd2_log_wait_for_space`): the stack tells.
  private boolean endsSync(Bio bio) {
    return bio.attribution().evidence().contains(Evidence.SYNC_TO_FLUSH)
        && calls.syncingFile(bio.event().threadId())
        && (setting.journal() == CorrelatorSetting.Journal.NONE
            || StackPaths.endsSync(bio.event().stack()));
  }

  @Override
  public void released(Bio bio) {
    Attribution why = bio.attribution();
    if (why.transaction() != null) {
      journal.arrived(why.transaction());
    } else if (why.waitsByBlock()) {
      why.homes().forEach(journal::arrived);
    } else {
      why.causes().writes().forEach(LogicalWrite::release);
      why.homes().forEach(journal::arrived);
      calls.retire(why.causes().writes());
    }
  }

  @Override
  public int transactions() {
    return journal.size();
  }

  @Override
  public String awaiting() {
    return journal.awaiting();
  }
}
