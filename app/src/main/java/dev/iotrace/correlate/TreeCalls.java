package dev.iotrace.correlate;

import dev.iotrace.event.AsyncCallSeen;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The calls of a command and of all it starts, as the kernel's probe alone has seen them: many
/// threads, each in one call at a time. What a thread changes outside a call that writes is an
/// operation of its process on that inode, without bytes ([Syscall#OTHER]).
final class TreeCalls extends Calls {
  private static final int FEWEST_KEPT = 1024;

  private final Map<Integer, Task> tasks = new HashMap<>();
  private final Map<Operation, LogicalWrite> operations = new HashMap<>();
  private final Set<Long> gone = new HashSet<>();
  private final Task first;
  private boolean ended;
  private int settlingThread;
  private long lastId;
  private int purgeAt = FEWEST_KEPT;

  /// What a process does to an inode beside writing.
  private record Operation(int processId, long inode, Syscall call) {}

  TreeCalls(CorrelatorSetting setting, CauseSink sink) {
    super(setting, sink);
    first = new Task(setting.workloadThread(), setting.workloadThread());
    tasks.put(first.threadId(), first);
  }

  @Override
  void accept(IoEvent.OfWorkload event) {
    switch (event) {
      case TaskStarted task -> started(task);
      case TaskEnded task -> tasks.remove(task.threadId());
      case CallEntered call -> enter(call);
      case CallReturned call -> leave(call);
      case WorkloadEnded _ -> ended = true;
      case CallIntended call -> settlingThread = call.threadId();
      case CallFinished _ -> unsynced().clear();
      case AsyncCallSeen _ -> {} // for the reader of the report
    }
  }

  private void started(TaskStarted event) {
    int process = event.thread() ? task(event.threadId()).processId() : event.childId();
    tasks.put(event.childId(), new Task(event.childId(), process));
  }

  private Task task(int threadId) {
    return tasks.getOrDefault(threadId, first);
  }

  private void enter(CallEntered call) {
    Task task = task(call.threadId());
    if (!call.call().writes()) {
      task.enter(call, null);
      return;
    }
    LogicalWrite write = new LogicalWrite();
    long end = call.offset() + call.bytes();
    TracedFile file = file(call.inode());
    boolean overwrite = call.bytes() > 0 && file.reachable().covers(call.offset(), end);
    write.announce(intended(call), task.processId(), overwrite);
    file.touch();
    file.begin(write);
    task.enter(call, write);
    begin(write);
  }

  private CallIntended intended(CallEntered call) {
    return new CallIntended(
        call.timeNs(),
        call.threadId(),
        ++lastId,
        call.call(),
        call.inode(),
        call.offset(),
        call.bytes());
  }

  private void leave(CallReturned call) {
    Task task = task(call.threadId());
    CallEntered active = task.active();
    LogicalWrite write = task.writing();
    if (active == null || active.call() != call.call()) {
      return;
    }
    task.leave();
    if (write != null) {
      write.returned(call.timeNs());
      file(active.inode()).wrote(write, call.result(), pagesKnown());
      write.finish(call.timeNs(), call.result());
      retire(List.of(write));
    } else if (call.result() >= 0) {
      synced(active);
    }
  }

  private boolean pagesKnown() {
    return setting().rules() != CorrelatorSetting.Rules.UNKNOWN;
  }

  private void synced(CallEntered sync) {
    unsynced()
        .removeIf(
            write ->
                (sync.inode() == 0 || !ofFile(sync.call()) || write.call().inode() == sync.inode())
                    && write.call().timeNs() < sync.timeNs());
  }

  private static boolean ofFile(Syscall sync) {
    return sync != Syscall.SYNC && sync != Syscall.SYNCFS;
  }

  @Override
  boolean byWorkload(int threadId) {
    return tasks.containsKey(threadId) || (ended && threadId == settlingThread);
  }

  @Override
  boolean workloadEnded() {
    return ended;
  }

  @Override
  boolean begun() {
    return lastId > 0;
  }

  @Override
  boolean writingNow(int threadId) {
    return task(threadId).writing() != null;
  }

  @Override
  boolean callingNow(int threadId) {
    return task(threadId).active() != null;
  }

  /// What it prepares is an operation of its own.
  @Override
  boolean preparing(int threadId) {
    return false;
  }

  @Override
  boolean changesItself(int threadId, long inode, int handleType) {
    return writingNow(threadId) || !changedLater(inode, handleType);
  }

  @Override
  boolean syncingFile(int threadId) {
    CallEntered active = task(threadId).active();
    return active != null && ofFile(active.call()) && active.call() != Syscall.SYNC_FILE_RANGE;
  }

  @Override
  Collection<LogicalWrite> current(int threadId, long timeNs) {
    return changing(threadId, 0, timeNs);
  }

  @Override
  Collection<LogicalWrite> changing(int threadId, long inode, long timeNs) {
    Task task = task(threadId);
    return List.of(
        task.writing() != null ? task.writing() : operation(task, inode, Syscall.OTHER, timeNs));
  }

  @Override
  @Nullable LogicalWrite dirtying(int threadId, long inode, long timeNs) {
    if (!tasks.containsKey(threadId)) {
      return null;
    }
    Task task = task(threadId);
    if (task.writing() != null && task.writing().call().inode() == inode) {
      return task.writing();
    }
    file(inode).touch();
    return operation(task, inode, Syscall.MMAP, timeNs);
  }

  @Override
  void made(long inode) {
    gone.remove(inode);
    super.made(inode);
  }

  /// What is left of it, in bitmaps and the inode table, is no file's.
  @Override
  void forget(long inode) {
    gone.add(inode);
    operations.keySet().removeIf(each -> each.inode == inode);
    super.forget(inode);
  }

  private LogicalWrite operation(Task task, long changed, Syscall call, long timeNs) {
    long inode = gone.contains(changed) ? 0 : changed;
    Operation key = new Operation(task.processId(), inode, call);
    LogicalWrite before = operations.get(key);
    if (before != null && isOpen(before)) {
      return before;
    }
    LogicalWrite made = new LogicalWrite();
    made.announce(
        new CallIntended(timeNs, task.threadId(), ++lastId, call, inode, 0, 0),
        task.processId(),
        false);
    made.returned(timeNs);
    made.finish(timeNs, 0);
    if (operations.size() >= purgeAt) {
      operations.values().removeIf(each -> !isOpen(each));
      purgeAt = Math.max(FEWEST_KEPT, 2 * operations.size());
    }
    operations.put(key, made);
    begin(made);
    return made;
  }

  /// Of the file that the thread syncs, else all of its process; else the sync itself.
  @Override
  Collection<LogicalWrite> sinceSync(int threadId, long timeNs) {
    Task task = task(threadId);
    if (task.writing() != null) {
      return List.of(task.writing());
    }
    long file = syncedFile(task.active());
    boolean stranger = !tasks.containsKey(threadId);
    List<LogicalWrite> found =
        unsynced().stream()
            .filter(
                write ->
                    file != 0
                        ? write.call().inode() == file
                        : stranger || write.processId() == task.processId())
            .toList();
    return found.isEmpty() ? List.of(operation(task, file, Syscall.OTHER, timeNs)) : found;
  }

  /// The inode that a call syncs, 0 when it is none or all.
  private static long syncedFile(@Nullable CallEntered call) {
    return call != null && ofFile(call.call()) ? call.inode() : 0;
  }

  @Override
  Collection<LogicalWrite> flushedFor(int threadId, long timeNs) {
    return sinceSync(threadId, timeNs);
  }

  /// The writes that went to the device last, else an operation on the file by who wrote to it.
  @Override
  Collection<LogicalWrite> lateFor(TracedFile file, int threadId, long timeNs) {
    Collection<LogicalWrite> found = open(file.writtenBack());
    if (!found.isEmpty()) {
      return found;
    }
    Task writer = tasks.getOrDefault(file.lastWriter(), first);
    return List.of(operation(writer, file.inode(), Syscall.OTHER, timeNs));
  }

  @Override
  LogicalWrite writingOrNext(int threadId) {
    return changing(threadId, 0, 0).iterator().next();
  }

  @Override
  boolean traced(long inode) {
    return known(inode) && file(inode).touched();
  }

  /// Allocation at writeback, and the end of I/O; all else is what the other thread wants.
  @Override
  boolean changedLater(long inode, int handleType) {
    return traced(inode) && TransactionJoined.isWriteback(handleType);
  }

  /// The kernel's probe is the only witness.
  @Override
  long mismatched() {
    return 0;
  }
}
