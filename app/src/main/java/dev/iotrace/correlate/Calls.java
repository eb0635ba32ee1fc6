package dev.iotrace.correlate;

import dev.iotrace.event.IoEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the followed threads are doing, and the logical writes that are not finished with. Who is
/// followed, and what is known of each call, is a matter of the two kinds.
abstract sealed class Calls permits DriverCalls, TreeCalls {
  private final CorrelatorSetting setting;
  private final CauseSink sink;
  private final Map<Long, TracedFile> files = new HashMap<>();
  private final Set<LogicalWrite> open = new LinkedHashSet<>();
  private final Set<LogicalWrite> unsafe = new LinkedHashSet<>();
  private final Set<LogicalWrite> unsynced = new LinkedHashSet<>();

  Calls(CorrelatorSetting setting, CauseSink sink) {
    this.setting = setting;
    this.sink = sink;
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

  /// Whether the thread is in any call.
  abstract boolean callingNow(int threadId);

  /// Whether what the thread changes outside its calls is for the write that it makes next: it
  /// opens or preallocates the file.
  abstract boolean preparing(int threadId);

  /// Whether the thread, one of the workload's, changes the inode for what it does now, and not for
  /// what was written before.
  abstract boolean changesItself(int threadId, long inode, int handleType);

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
  abstract Collection<LogicalWrite> flushedFor(int threadId, long timeNs);

  /// The writes for which a file's metadata changes when none of them is in a dirty page any more.
  abstract Collection<LogicalWrite> lateFor(TracedFile file, int threadId, long timeNs);

  /// The write by which the thread made a page of the file dirty, null when that is not known.
  abstract @Nullable LogicalWrite dirtying(int threadId, long inode, long timeNs);

  /// The write that the thread is making, else the one that comes next.
  abstract LogicalWrite writingOrNext(int threadId);

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
    unsafe.add(write);
    unsynced.add(write);
  }

  /// The writes since the last sync.
  final Set<LogicalWrite> unsynced() {
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

  /// Those of the writes that are not finished with; else all that are for the thread's next sync.
  final Collection<LogicalWrite> openOr(
      Collection<LogicalWrite> writes, int threadId, long timeNs) {
    Collection<LogicalWrite> found = open(writes);
    return found.isEmpty() ? sinceSync(threadId, timeNs) : found;
  }

  /// The writes whose bytes a power cut would lose.
  final Collection<LogicalWrite> unsafe() {
    return unsafe;
  }

  /// Drops what has become safe from [#unsafe()].
  final void forgetSafe() {
    unsafe.removeIf(write -> write.durableNs(dataInJournal()) > 0);
  }

  private boolean dataInJournal() {
    return setting.journal() == CorrelatorSetting.Journal.JOURNAL;
  }

  /// Whether the file is known at all: something stands in it that was there before, perhaps.
  final boolean known(long inode) {
    return files.containsKey(inode);
  }

  final TracedFile file(long inode) {
    return files.computeIfAbsent(inode, number -> new TracedFile(number, setting.pageBytes()));
  }

  /// The file was made: whatever had its number before is gone.
  void made(long inode) {
    file(inode).touch();
  }

  /// The file is gone: its number may come back as another's.
  void forget(long inode) {
    TracedFile file = files.remove(inode);
    if (file != null) {
      Set<LogicalWrite> writes = file.dirtyWrites();
      file.cut(0, Long.MAX_VALUE);
      retire(writes);
    }
  }

  /// The files that are known.
  final Collection<TracedFile> files() {
    return files.values();
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
      boolean unchanging = durableNs > 0 || write.end() == write.offset() || write.isDropped();
      if (unchanging && open.remove(write)) {
        unsafe.remove(write);
        unsynced.remove(write);
        if (known(write.call().inode())) {
          file(write.call().inode()).forget(write);
        }
        emit(write);
      }
    }
  }

  private void emit(LogicalWrite write) {
    if (write.durableNs(dataInJournal()) > 0 && known(write.call().inode())) {
      file(write.call().inode()).reachable().add(write.offset(), write.end());
    }
    sink.write(write.result(dataInJournal()));
  }

  /// Whether nothing is left to be charged to any write.
  final boolean settled() {
    if (!workloadEnded()) {
      return false;
    }
    for (LogicalWrite write : open) {
      if (write.held()) {
        return false;
      }
    }
    return true;
  }

  final int dirtyPages() {
    int pages = 0;
    for (TracedFile file : files.values()) {
      pages += file.dirtyPages();
    }
    return pages;
  }

  /// The trace is over: hands over all writes that are left, in their order.
  final void close() {
    for (LogicalWrite each : List.copyOf(open)) {
      open.remove(each);
      emit(each);
    }
    unsafe.clear();
  }
}
