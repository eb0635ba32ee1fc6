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
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls of a command and of all it starts, as the kernel's probe alone has seen them: many
/// threads, each in one call at a time. What a thread changes outside a call that writes is an
/// operation of its process on that inode, without bytes, named after the system call that it was
/// in, where that is known.
final class TreeCalls extends Calls {
  private final Tasks tasks;
  private boolean ended;
  private int settlingThread;
  private long lastId;
  private final Operations operations = new Operations(this, () -> ++lastId);

  TreeCalls(CorrelatorSetting setting, CauseSink sink) {
    super(setting, sink);
    tasks = new Tasks(setting.workloadThread());
  }

  @Override
  void accept(IoEvent.OfWorkload event) {
    switch (event) {
      case TaskStarted task -> tasks.start(task);
      case TaskEnded task -> abandon(tasks.end(task.threadId()), task.timeNs());
      case CallEntered call -> enter(call);
      case CallReturned call -> leave(call);
      case WorkloadEnded end -> {
        ended = true;
        tasks.ended(end);
      }
      case CallIntended call -> settlingThread = call.threadId();
      case CallFinished _ -> unsynced().clear();
      case FileOfSubvolume file -> Relocation.of(file, task(file.threadId()), this);
      case OperationNamed named -> tasks.named(named);
      case AsyncCallSeen _ -> {} // for the reader of the report
    }
  }

  /// The thread does something else by now: the return of its last call was lost, or there was
  /// none, and what the call wrote is not known.
  private void abandon(@Nullable Task task, long timeNs) {
    LogicalWrite write = task == null ? null : task.writing();
    if (task != null && write != null) {
      task.leave();
      file(write.call().inode()).wrote(write, 0, false);
      write.finish(timeNs, 0);
      retire(List.of(write));
    }
  }

  @Override
  int tasks() {
    return tasks.size();
  }

  private Task task(int threadId) {
    return tasks.of(threadId);
  }

  private void enter(CallEntered call) {
    if (!tasks.mayEnter()) {
      return;
    }
    Task task = task(call.threadId());
    abandon(task, call.timeNs());
    if (call.call().syncs()) {
      task.enter(call, null);
      return;
    }
    LogicalWrite write = new LogicalWrite();
    TracedFile file = file(call.inode());
    boolean overwrite = file.overwrites(call.offset(), call.bytes());
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
    if (active == null || active.call() != call.call() || !tasks.mayLeave(call.threadId())) {
      return;
    }
    if (write == null && call.result() >= 0 && task.syncsFile()) {
      synced(syncedBy(call.threadId()), call.timeNs());
    }
    task.leave();
    tasks.returned(call.threadId());
    if (write != null) {
      write.returned(call.timeNs());
      wrote(write, call.result());
      write.finish(call.timeNs(), call.result());
      reach(write);
      retire(List.of(write));
    } else if (call.result() >= 0) {
      unsynced().synced(active);
    }
  }

  @Override
  boolean byWorkload(int threadId) {
    return tasks.contains(threadId) || (ended && threadId == settlingThread);
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
  boolean ofProcess(LogicalWrite write, int threadId) {
    return write.processId() == task(threadId).processId();
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

  /// Not in a sync, and not the thread that settles: they bring home what was written before.
  @Override
  boolean dirtiesItself(int threadId, long inode) {
    Task task = task(threadId);
    return tasks.contains(threadId)
        && (!traced(inode) || task.active() == null || task.writing() != null);
  }

  @Override
  boolean syncingFile(int threadId) {
    return task(threadId).syncsFile();
  }

  @Override
  Collection<? extends Collection<LogicalWrite>> syncedBeside(int threadId, long timeNs) {
    return tasks.all().stream()
        .filter(each -> each.threadId() != threadId && each.syncsFile() && each.writing() == null)
        .map(unsynced()::of)
        .toList();
  }

  @Override
  Collection<LogicalWrite> current(int threadId, long timeNs) {
    Task task = task(threadId);
    return List.of(
        task.writing() != null ? task.writing() : operations.of(task, 0, Syscall.OTHER, timeNs));
  }

  @Override
  Collection<LogicalWrite> changing(int threadId, long inode, long timeNs) {
    Task task = task(threadId);
    return List.of(
        task.writing() != null ? task.writing() : operations.changing(task, inode, timeNs));
  }

  @Override
  LogicalWrite summing(int threadId, long inode, long timeNs) {
    return operations.of(task(threadId), inode, Syscall.OTHER, timeNs);
  }

  @Override
  @Nullable LogicalWrite dirtying(int threadId, long inode, long timeNs) {
    if (!tasks.contains(threadId)) {
      return null;
    }
    Task task = task(threadId);
    if (task.writing() != null && task.writing().call().inode() == inode) {
      return task.writing();
    }
    file(inode).touch();
    return operations.dirtying(task, inode, timeNs);
  }

  @Override
  void made(long inode) {
    operations.begin(inode);
    super.made(inode);
  }

  @Override
  void forget(long inode) {
    operations.end(inode);
    super.forget(inode);
  }

  /// Of the file that the thread syncs, else all of its process; else the sync itself.
  @Override
  Collection<LogicalWrite> sinceSync(int threadId, long timeNs) {
    Task task = task(threadId);
    if (task.writing() != null) {
      return List.of(task.writing());
    }
    List<LogicalWrite> found =
        tasks.contains(threadId) || task.syncedFile() != 0 ? unsynced().of(task) : unsynced().all();
    return found.isEmpty()
        ? List.of(operations.of(task, task.syncedFile(), Syscall.OTHER, timeNs))
        : found;
  }

  @Override
  Collection<LogicalWrite> syncedBy(int threadId) {
    Task task = task(threadId);
    if (task.writing() != null) {
      return List.of(task.writing());
    }
    CallEntered active = task.active();
    return active == null ? List.of() : unsynced().overBy(task.syncedFile(), active.timeNs());
  }

  /// The writes that went to the device last, else an operation on the file by who wrote to it.
  @Override
  Collection<LogicalWrite> lateFor(TracedFile file, int threadId, long timeNs) {
    Collection<LogicalWrite> found = open(file.writtenBack());
    if (!found.isEmpty()) {
      return found;
    }
    Task writer = task(file.lastWriter());
    return List.of(operations.of(writer, file.inode(), Syscall.OTHER, timeNs));
  }

  @Override
  LogicalWrite writingOrNext(int threadId) {
    return changing(threadId, 0, 0).iterator().next();
  }

  /// Who goes on after the end may write to the same files, and that is not followed: what comes
  /// when nothing is under way any more is not ours.
  @Override
  boolean traced(long inode) {
    return known(inode) && file(inode).touched() && !(haveLeft() && file(inode).isIdle());
  }

  @Override
  boolean haveLeft() {
    return tasks.haveLeft();
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
