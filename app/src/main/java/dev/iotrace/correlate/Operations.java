package dev.iotrace.correlate;

import dev.iotrace.event.CallIntended;
import dev.iotrace.event.Syscall;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// What the processes of a command do to inodes beside writing: one operation for each process,
/// inode and system call, until nothing can be charged to it any more.
final class Operations {
  private static final int FEWEST_KEPT = 1024;
  private static final int MOST_GONE = 1 << 16;

  /// They fill what is left of a page with zeros, in the page cache.
  private static final Set<Syscall> CUTTING =
      EnumSet.of(Syscall.TRUNCATE, Syscall.FTRUNCATE, Syscall.FALLOCATE);

  private final Calls calls;
  private final LongSupplier ids;
  private final Map<Long, Map<Kind, LogicalWrite>> byInode = new HashMap<>();
  private final Set<Long> gone = new LinkedHashSet<>();
  private int kept;
  private int purgeAt = FEWEST_KEPT;

  private record Kind(int processId, Syscall call) {}

  /// @param ids numbers of calls that no other has
  Operations(Calls calls, LongSupplier ids) {
    this.calls = calls;
    this.ids = ids;
  }

  /// The one in which the thread changes this inode outside of calls that write, 0 for none's. What
  /// it changes in a sync has no name of its own.
  LogicalWrite changing(Task task, long inode, long timeNs) {
    if (task.active() != null) {
      return of(task, inode, Syscall.OTHER, timeNs);
    }
    if (task.changing() != Syscall.MMAP) {
      return of(task, inode, task.changing(), timeNs);
    }
    boolean stored = task.storedIn() != 0 && (inode == 0 || inode == task.storedIn());
    return stored
        ? of(task, task.storedIn(), Syscall.MMAP, timeNs)
        : of(task, inode, Syscall.OTHER, timeNs);
  }

  /// The one in which the thread made a page of this inode dirty outside of calls that write.
  LogicalWrite dirtying(Task task, long inode, long timeNs) {
    if (CUTTING.contains(task.changing())) {
      return of(task, inode, task.changing(), timeNs);
    }
    task.storesIn(inode);
    return of(task, inode, Syscall.MMAP, timeNs);
  }

  /// The one of that process, inode and call.
  LogicalWrite of(Task task, long changed, Syscall call, long timeNs) {
    long inode = gone.contains(changed) ? 0 : changed;
    Kind kind = new Kind(task.processId(), call);
    Map<Kind, LogicalWrite> ofInode = byInode.get(inode);
    LogicalWrite before = ofInode == null ? null : ofInode.get(kind);
    if (before != null && isOpen(before)) {
      return before;
    }
    LogicalWrite made = new LogicalWrite();
    made.announce(
        new CallIntended(timeNs, task.threadId(), ids.getAsLong(), call, inode, 0, 0),
        task.processId(),
        false);
    made.returned(timeNs);
    made.finish(timeNs, 0);
    if (kept >= purgeAt) {
      purge();
    }
    kept++;
    byInode.computeIfAbsent(inode, _ -> new HashMap<>(2)).put(kind, made);
    calls.begin(made);
    return made;
  }

  private void purge() {
    kept = 0;
    for (Map<Kind, LogicalWrite> each : byInode.values()) {
      each.values().removeIf(operation -> !isOpen(operation));
      kept += each.size();
    }
    byInode.values().removeIf(Map::isEmpty);
    purgeAt = Math.max(FEWEST_KEPT, 2 * kept);
  }

  /// Of a sum that is complete nothing more can be a part.
  private boolean isOpen(LogicalWrite operation) {
    return calls.isOpen(operation) && !operation.isComplete();
  }

  /// The inode is somebody else's now.
  void begin(long inode) {
    gone.remove(inode);
  }

  /// What is left of the inode, in bitmaps and the inode table, is no file's. Of very many that are
  /// gone the eldest is forgotten.
  void end(long inode) {
    if (gone.add(inode) && gone.size() > MOST_GONE) {
      gone.remove(gone.iterator().next());
    }
    byInode.remove(inode);
  }
}
