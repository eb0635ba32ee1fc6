package dev.iotrace.correlate;

import dev.iotrace.event.AsyncCallSeen;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.FileOfSubvolume;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.OperationNamed;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.WorkloadEnded;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls of our driver: one thread, one call at a time, announced and witnessed. What its
/// thread does between the calls is for the next write.
final class DriverCalls extends Calls {
  private LogicalWrite upcoming = new LogicalWrite();
  private @Nullable LogicalWrite writing;
  private @Nullable LogicalWrite last;
  private @Nullable CallIntended active;
  private boolean entered;
  private boolean returned;
  private boolean ended;
  private int settlingThread;
  private long mismatched;

  DriverCalls(CorrelatorSetting setting, CauseSink sink) {
    super(setting, sink);
  }

  @Override
  void accept(IoEvent.OfWorkload event) {
    switch (event) {
      case CallIntended call -> begin(call);
      case CallEntered call -> enter(call);
      case CallReturned call -> leave(call);
      case CallFinished call -> finish(call);
      case WorkloadEnded _ -> ended = true;
      case TaskStarted _, TaskEnded _, AsyncCallSeen _ -> {} // of a command
      case FileOfSubvolume _, OperationNamed _ -> {}
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
    write.announce(call, 0, file.reachable().covers(call.offset(), end));
    last = write;
    begin(write);
    if (!setting().direct() && setting().rules() != CorrelatorSetting.Rules.UNKNOWN) {
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
              && setting().rules() == CorrelatorSetting.Rules.BTRFS;
      if (mayShare && file(writing.call().inode()).retractClean(writing)) {
        writing.inTree();
      }
      reach(writing);
      retire(List.of(writing));
    }
    if (!active.call().writes() && call.result() >= 0) {
      if (syncingFile(call.threadId())) {
        synced(syncedBy(call.threadId()), call.timeNs());
      }
      unsynced().clear();
    }
    active = null;
    writing = null;
  }

  @Override
  boolean byWorkload(int threadId) {
    return threadId == setting().workloadThread() || (ended && threadId == settlingThread);
  }

  @Override
  boolean workloadEnded() {
    return ended;
  }

  @Override
  boolean begun() {
    return last != null;
  }

  @Override
  boolean writingNow(int threadId) {
    return writing != null;
  }

  @Override
  boolean ofProcess(LogicalWrite write, int threadId) {
    return byWorkload(threadId);
  }

  @Override
  boolean callingNow(int threadId) {
    return active != null;
  }

  @Override
  boolean preparing(int threadId) {
    return byWorkload(threadId) && active == null && !ended;
  }

  @Override
  boolean changesItself(int threadId, long inode, int handleType) {
    return writing != null || preparing(threadId);
  }

  @Override
  boolean dirtiesItself(int threadId, long inode) {
    return byWorkload(threadId) && (!traced(inode) || writing != null);
  }

  @Override
  boolean syncingFile(int threadId) {
    return active != null
        && active.call() != Syscall.SYNCFS
        && active.call() != Syscall.SYNC_FILE_RANGE;
  }

  @Override
  Collection<LogicalWrite> current(int threadId, long timeNs) {
    if (writing != null) {
      return List.of(writing);
    }
    return active == null && !ended ? List.of(upcoming) : sinceSync(threadId, timeNs);
  }

  @Override
  Collection<LogicalWrite> changing(int threadId, long inode, long timeNs) {
    return current(threadId, timeNs);
  }

  /// All since the last sync, else the last one.
  @Override
  Collection<LogicalWrite> sinceSync(int threadId, long timeNs) {
    if (writing != null) {
      return List.of(writing);
    }
    if (unsynced().isEmpty()) {
      return last != null && isOpen(last) ? List.of(last) : List.of();
    }
    return unsynced().all();
  }

  @Override
  Collection<LogicalWrite> flushedFor(int threadId, long timeNs) {
    Collection<LogicalWrite> writes = sinceSync(threadId, timeNs);
    return writes.isEmpty() && last != null ? List.of(last) : writes;
  }

  @Override
  Collection<LogicalWrite> syncedBy(int threadId) {
    if (writing != null) {
      return List.of(writing);
    }
    return active == null ? List.of() : unsynced().overBy(0, active.timeNs());
  }

  @Override
  Collection<? extends Collection<LogicalWrite>> syncedBeside(int threadId, long timeNs) {
    return syncingFile(threadId) && writing == null && !byWorkload(threadId)
        ? List.of(sinceSync(threadId, timeNs))
        : List.of();
  }

  @Override
  Collection<LogicalWrite> lateFor(TracedFile file, int threadId, long timeNs) {
    Collection<LogicalWrite> found = open(file.writtenBack());
    return found.isEmpty() ? sinceSync(threadId, timeNs) : found;
  }

  @Override
  @Nullable LogicalWrite dirtying(int threadId, long inode, long timeNs) {
    return byWorkload(threadId) && traced(inode) ? writing : null;
  }

  @Override
  LogicalWrite writingOrNext(int threadId) {
    return writing != null ? writing : upcoming;
  }

  @Override
  LogicalWrite summing(int threadId, long inode, long timeNs) {
    return writingOrNext(threadId);
  }

  @Override
  boolean traced(long inode) {
    return known(inode);
  }

  @Override
  boolean changedLater(long inode, int handleType) {
    return traced(inode);
  }

  @Override
  long mismatched() {
    return mismatched;
  }
}
