package dev.iotrace.correlate;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.Syscall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the followed threads are doing, and the logical writes that are not finished with. Who is
/// followed, and what is known of each call, is a matter of the two kinds.
abstract sealed class Calls permits DriverCalls, TreeCalls {
  private final CorrelatorSetting setting;
  private final CauseSink sink;
  private final TracedFiles files;
  private final Set<LogicalWrite> open = new LinkedHashSet<>();
  private final Unsynced unsynced = new Unsynced();

  Calls(CorrelatorSetting setting, CauseSink sink) {
    this.setting = setting;
    this.sink = sink;
    this.files = new TracedFiles(setting.pageBytes());
  }

  /// Those of a driver, or of a command and all it starts.
  static Calls of(CorrelatorSetting setting, CauseSink sink) {
    return setting.tree() ? new TreeCalls(setting, sink) : new DriverCalls(setting, sink);
  }

  /// Takes what was meant and seen.
  abstract void accept(IoEvent.OfWorkload event);

  /// Whether the thread makes the workload's calls, or the one that settles them afterwards.
  abstract boolean byWorkload(int threadId);

  /// Whether the driver has made its last call, or the command has ended.
  abstract boolean workloadEnded();

  /// Whether a write has been announced yet.
  abstract boolean begun();

  /// Whether the thread is in a call that writes. Of a driver there is one thread, whoever is
  /// named.
  abstract boolean writingNow(int threadId);

  /// Whether the write is one of the thread's process.
  abstract boolean ofProcess(LogicalWrite write, int threadId);

  /// Whether the thread is in any call.
  abstract boolean callingNow(int threadId);

  /// Whether what the thread changes outside its calls is for the write that it makes next: it
  /// opens or preallocates the file.
  abstract boolean preparing(int threadId);

  /// Whether the thread, one of the workload's, changes the inode for what it does now, and not for
  /// what was written before.
  abstract boolean changesItself(int threadId, long inode, int handleType);

  /// Without a journal: whether the thread is one of the workload's and dirties a block of that
  /// inode, 0 for none's, for what it does now, and not for what was written before.
  abstract boolean dirtiesItself(int threadId, long inode);

  /// Whether a flush by the thread is the end of an fsync, or of a write that syncs its own file
  /// (`O_DSYNC`): syncfs and sync_file_range promise less.
  abstract boolean syncingFile(int threadId);

  /// The writes for which the thread does what it is doing at this moment.
  abstract Collection<LogicalWrite> current(int threadId, long timeNs);

  /// The writes for which the thread changes this inode at this moment.
  abstract Collection<LogicalWrite> changing(int threadId, long inode, long timeNs);

  /// The writes that a sync by the thread at this moment is for, as far as they are not finished
  /// with.
  abstract Collection<LogicalWrite> sinceSync(int threadId, long timeNs);

  /// The writes that a flush by the thread at this moment is for: [#sinceSync], or another one,
  /// finished with or not, for a flush has no bytes to charge.
  Collection<LogicalWrite> flushedFor(int threadId, long timeNs) {
    return sinceSync(threadId, timeNs);
  }

  /// The writes that are safe when the sync of a file, or the synchronous write, that the thread is
  /// in has done all that it does.
  abstract Collection<LogicalWrite> syncedBy(int threadId);

  /// The writes that wait for a log tree while another thread writes it: those of each sync of a
  /// file that a followed thread, but for that one, is in now.
  abstract Collection<? extends Collection<LogicalWrite>> syncedBeside(int threadId, long timeNs);

  /// The writes for which a file's metadata changes when none of them is in a dirty page any more.
  abstract Collection<LogicalWrite> lateFor(TracedFile file, int threadId, long timeNs);

  /// What stands for the writes of the thread's process to the inode, where these are added up.
  abstract LogicalWrite summing(int threadId, long inode, long timeNs);

  /// The write by which the thread made a page of the file dirty, null when that is not known.
  abstract @Nullable LogicalWrite dirtying(int threadId, long inode, long timeNs);

  /// The write that the thread is making, else the one that comes next.
  abstract LogicalWrite writingOrNext(int threadId);

  /// Whether those who were followed go on, and what they do now is theirs alone.
  boolean haveLeft() {
    return false;
  }

  /// Whether the workload writes to the file, or made it.
  abstract boolean traced(long inode);

  /// Whether another thread changes the file because of what the workload has written to it: in an
  /// operation of that type (`EXT4_HT_*`, fs/ext4/ext4_jbd2.h).
  abstract boolean changedLater(long inode, int handleType);

  /// Calls that only one of driver and kernel knows of.
  abstract long mismatched();

  CorrelatorSetting setting() {
    return setting;
  }

  /// A write has begun.
  final void begin(LogicalWrite write) {
    open.add(write);
    unsynced.add(write);
  }

  /// The writes since the last sync.
  final Unsynced unsynced() {
    return unsynced;
  }

  final boolean isOpen(LogicalWrite write) {
    return open.contains(write);
  }

  /// Those of the writes that are not finished with.
  final Collection<LogicalWrite> open(Collection<LogicalWrite> writes) {
    List<LogicalWrite> found = new ArrayList<>(writes);
    found.retainAll(open);
    return found;
  }

  private boolean dataInJournal() {
    return setting.journal() == CorrelatorSetting.Journal.JOURNAL;
  }

  /// Whether the file is known at all: something stands in it that was there before, perhaps.
  final boolean known(long inode) {
    return files.contains(inode);
  }

  final TracedFile file(long inode) {
    return files.of(inode);
  }

  /// The file was made: whatever had its number before is gone.
  void made(long inode) {
    file(inode).touch();
    file(inode).reachable().removeFrom(0);
  }

  /// The file is gone: its number may come back as another's.
  void forget(long inode) {
    TracedFile file = files.remove(inode);
    if (file != null) {
      Set<LogicalWrite> writes = file.dirtyWrites();
      file.cut(0, Long.MAX_VALUE);
      file.sums().drop();
      retire(writes);
    }
  }

  /// btrfs shares extents where it can in place of copying (`btrfs_remap_file_range`); pages that
  /// it copies are told.
  final void wrote(LogicalWrite write, long bytes) {
    boolean mayShare =
        write.call().call() == Syscall.COPY_FILE_RANGE
            && setting.rules() == CorrelatorSetting.Rules.BTRFS;
    boolean pagesKnown = setting.rules() != CorrelatorSetting.Rules.UNKNOWN;
    file(write.call().inode()).wrote(write, bytes, pagesKnown && !mayShare);
    if (mayShare && !write.dirty() && bytes > 0) {
      write.inTree();
    }
  }

  /// A part of a file will not be written back.
  final void cut(PagesCut event) {
    if (known(event.inode())) {
      long pageBytes = setting.pageBytes();
      long from = event.index() * pageBytes + event.offset();
      file(event.inode())
          .cut((from + pageBytes - 1) / pageBytes, (from + event.bytes()) / pageBytes);
      file(event.inode()).reachable().removeFrom(from);
    }
  }

  /// The files that are known.
  final TracedFiles files() {
    return files;
  }

  /// How many writes are not finished with.
  final int openWrites() {
    return open.size();
  }

  /// How many threads are followed.
  int tasks() {
    return 1;
  }

  /// Writes to a file, as far as they are not finished with.
  final List<LogicalWrite> openIn(long inode) {
    List<LogicalWrite> found = new ArrayList<>();
    for (LogicalWrite write : open) {
      if (write.call().inode() == inode) {
        found.add(write);
      }
    }
    return found;
  }

  /// Hands over those of the writes that nothing can change any more.
  final void retire(Collection<LogicalWrite> candidates) {
    for (LogicalWrite write : candidates) {
      if (!write.announced() || !write.finished() || write.held() || write.doubted()) {
        continue;
      }
      long durableNs = write.durableNs(dataInJournal());
      boolean unchanging =
          durableNs > 0 || write.end() == write.offset() || write.isDropped() || write.isLost();
      if (unchanging && open.remove(write)) {
        unsynced.remove(write);
        if (known(write.call().inode())) {
          file(write.call().inode()).forget(write);
        }
        emit(write);
      }
    }
  }

  private void emit(LogicalWrite write) {
    reach(write);
    sink.write(write.result(dataInJournal()));
  }

  /// The write, or a sync of its file, has returned, so that all that its bytes need is known. Once
  /// they are safe, they are found after a power cut, whatever becomes of those that overwrite
  /// them.
  final void reach(LogicalWrite write) {
    boolean safe = !write.isSum() && write.durableNs(dataInJournal()) > 0;
    if (safe && known(write.call().inode())) {
      file(write.call().inode()).reachable().add(write.offset(), write.end());
    }
  }

  /// A sync has done all that these writes need, its flush included.
  final void flushed(Collection<LogicalWrite> writes, long timeNs) {
    for (LogicalWrite write : writes) {
      if (write.durableNs(dataInJournal()) == 0) {
        write.synced(timeNs);
      }
    }
    retire(writes);
  }

  /// A sync of their file, which began when these writes were over, has returned without an error:
  /// whatever metadata their bytes need is safe. That they are themselves was seen, or not.
  final void synced(Collection<LogicalWrite> writes, long timeNs) {
    flushed(
        writes.stream().filter(each -> each.onDevice() && !each.isFlushAwaited()).toList(), timeNs);
    writes.forEach(this::reach);
  }

  /// Whether nothing is left to be charged to any write.
  final boolean settled() {
    return workloadEnded() && open.stream().noneMatch(LogicalWrite::held);
  }

  /// The trace is over: hands over all writes that are left, in their order.
  final void close() {
    for (LogicalWrite each : List.copyOf(open)) {
      open.remove(each);
      emit(each);
    }
  }
}
