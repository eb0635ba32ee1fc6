package dev.iotrace.correlate;

import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the workload's thread is doing, and the logical writes that are not finished with.
final class Calls {
  private final CorrelatorSetting setting;
  private final CauseSink sink;
  private final Map<Long, TracedFile> files = new HashMap<>();
  private final Set<LogicalWrite> open = new LinkedHashSet<>();
  private final Set<LogicalWrite> unsafe = new LinkedHashSet<>();
  private final Set<LogicalWrite> unsynced = new LinkedHashSet<>();
  private LogicalWrite upcoming = new LogicalWrite();
  private @Nullable LogicalWrite writing;
  private @Nullable LogicalWrite last;
  private @Nullable CallIntended active;
  private boolean entered;
  private boolean returned;
  private boolean ended;
  private int settlingThread;
  private long mismatched;

  Calls(CorrelatorSetting setting, CauseSink sink) {
    this.setting = setting;
    this.sink = sink;
  }

  void accept(IoEvent.OfWorkload event) {
    switch (event) {
      case CallIntended call -> begin(call);
      case CallEntered call -> enter(call);
      case CallReturned call -> leave(call);
      case CallFinished call -> finish(call);
      case WorkloadEnded _ -> ended = true;
    }
  }

  private void begin(CallIntended call) {
    if (ended) {
      settlingThread = call.threadId();
      return;
    }
    active = call;
    entered = false;
    returned = false;
    if (!call.call().writes()) {
      return;
    }
    LogicalWrite write = upcoming;
    upcoming = new LogicalWrite();
    writing = write;
    TracedFile file = file(call.inode());
    long end = call.offset() + call.bytes();
    write.announce(call, file.reachable().covers(call.offset(), end));
    last = write;
    open.add(write);
    unsafe.add(write);
    unsynced.add(write);
    if (!setting.direct() && setting.rules() != CorrelatorSetting.Rules.UNKNOWN) {
      file.write(write, call.offset(), end);
    }
  }

  private void enter(CallEntered call) {
    if (active != null && !entered && same(call.call(), active.call())) {
      entered = true;
      if (writing != null) {
        writing.entered(call.timeNs());
      }
    }
  }

  private void leave(CallReturned call) {
    if (active != null && entered && same(call.call(), active.call())) {
      returned = true;
      if (writing != null) {
        writing.returned(call.timeNs());
      }
    }
  }

  /// `vfs_write` serves both write and pwrite.
  private static boolean same(Syscall seen, Syscall meant) {
    return seen == meant || (seen == Syscall.WRITE && meant == Syscall.PWRITE);
  }

  private void finish(CallFinished call) {
    if (active == null) {
      return;
    }
    if (!(entered && returned) && active.call() != Syscall.MMAP) {
      mismatched++;
    }
    if (writing != null) {
      writing.finish(call.timeNs(), call.result());
      if (call.result() < writing.call().bytes()) {
        file(writing.call().inode()).retract(writing, writing.end());
      }
      // btrfs shares extents where it can in place of copying (btrfs_remap_file_range).
      boolean mayShare =
          writing.call().call() == Syscall.COPY_FILE_RANGE
              && setting.rules() == CorrelatorSetting.Rules.BTRFS;
      if (mayShare && file(writing.call().inode()).retractClean(writing)) {
        writing.inTree();
      }
      retire(List.of(writing));
    }
    if (!active.call().writes() && call.result() >= 0) {
      unsynced.clear();
    }
    active = null;
    writing = null;
  }

  /// Whether the thread makes the workload's calls, or the one that settles them afterwards.
  boolean byWorkload(int threadId) {
    return threadId == setting.workloadThread() || (ended && threadId == settlingThread);
  }

  boolean workloadEnded() {
    return ended;
  }

  /// Whether a write has been announced yet.
  boolean begun() {
    return last != null;
  }

  boolean writingNow() {
    return writing != null;
  }

  boolean callingNow() {
    return active != null;
  }

  /// Whether a flush by the workload's thread is the end of an fsync, or of a write that syncs its
  /// own file (`O_DSYNC`): syncfs and sync_file_range promise less.
  boolean syncingFile() {
    return active != null
        && active.call() != Syscall.SYNCFS
        && active.call() != Syscall.SYNC_FILE_RANGE;
  }

  /// The writes for which the workload's thread does what it is doing at this moment.
  Collection<LogicalWrite> current() {
    if (writing != null) {
      return List.of(writing);
    }
    return active == null && !ended ? List.of(upcoming) : sinceSync();
  }

  /// The writes that a sync at this moment is for, as far as they are not finished with: all since
  /// the last sync, else the last one.
  Collection<LogicalWrite> sinceSync() {
    if (writing != null) {
      return List.of(writing);
    }
    if (unsynced.isEmpty()) {
      return last != null && open.contains(last) ? List.of(last) : List.of();
    }
    return List.copyOf(unsynced);
  }

  /// The writes that a flush at this moment is for: [#sinceSync], or the last one, finished with or
  /// not, for a flush has no bytes to charge.
  Collection<LogicalWrite> flushedFor() {
    Collection<LogicalWrite> writes = sinceSync();
    return writes.isEmpty() && last != null ? List.of(last) : writes;
  }

  /// Those of the writes that are not finished with.
  Collection<LogicalWrite> open(Collection<LogicalWrite> writes) {
    List<LogicalWrite> found = new ArrayList<>(writes);
    found.retainAll(open);
    return found;
  }

  /// Those of the writes that are not finished with; else all that are for the next sync.
  Collection<LogicalWrite> openOr(Collection<LogicalWrite> writes) {
    Collection<LogicalWrite> found = open(writes);
    return found.isEmpty() ? sinceSync() : found;
  }

  /// The writes whose bytes a power cut would lose.
  Collection<LogicalWrite> unsafe() {
    return unsafe;
  }

  /// Drops what has become safe from [#unsafe()].
  void forgetSafe() {
    unsafe.removeIf(write -> write.durableNs(dataInJournal()) > 0);
  }

  private boolean dataInJournal() {
    return setting.journal() == CorrelatorSetting.Journal.JOURNAL;
  }

  /// The write in progress, else the one that comes next.
  LogicalWrite writingOrNext() {
    return writing != null ? writing : upcoming;
  }

  boolean traced(long inode) {
    return files.containsKey(inode);
  }

  TracedFile file(long inode) {
    return files.computeIfAbsent(inode, number -> new TracedFile(number, setting.pageBytes()));
  }

  /// The files that the workload writes to, or made.
  Collection<TracedFile> files() {
    return files.values();
  }

  /// Writes to a file whose range overlaps, as far as they are not finished with.
  List<LogicalWrite> openIn(long inode) {
    List<LogicalWrite> found = new ArrayList<>();
    for (LogicalWrite write : open) {
      if (write.call().inode() == inode) {
        found.add(write);
      }
    }
    return found;
  }

  /// Hands over those of the writes that nothing can change any more.
  void retire(Collection<LogicalWrite> candidates) {
    for (LogicalWrite write : candidates) {
      if (!write.announced() || !write.finished() || write.held() || write.doubted()) {
        continue;
      }
      long durableNs = write.durableNs(dataInJournal());
      boolean unchanging = durableNs > 0 || write.end() == write.offset();
      if (unchanging && open.remove(write)) {
        unsafe.remove(write);
        unsynced.remove(write);
        file(write.call().inode()).forget(write);
        emit(write);
      }
    }
  }

  private void emit(LogicalWrite write) {
    if (write.durableNs(dataInJournal()) > 0) {
      file(write.call().inode()).reachable().add(write.offset(), write.end());
    }
    sink.write(write.result(dataInJournal()));
  }

  /// Whether nothing is left to be charged to any write.
  boolean settled() {
    if (!ended) {
      return false;
    }
    for (LogicalWrite write : open) {
      if (write.held()) {
        return false;
      }
    }
    return true;
  }

  int dirtyPages() {
    int pages = 0;
    for (TracedFile file : files.values()) {
      pages += file.dirtyPages();
    }
    return pages;
  }

  long mismatched() {
    return mismatched;
  }

  /// The trace is over: hands over all writes that are left, in their order.
  void close() {
    for (Iterator<LogicalWrite> each = open.iterator(); each.hasNext(); ) {
      emit(each.next());
      each.remove();
    }
    unsafe.clear();
  }
}
