package dev.iotrace.correlate;

import dev.iotrace.event.CallEntered;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The writes since the last sync, of all files or of one: a program that syncs one file again and
/// again, and writes to others, must not make all of these be looked at each time.
final class Unsynced {
  private final Map<LogicalWrite, Long> inodes = new LinkedHashMap<>();
  private final Map<Long, Set<LogicalWrite>> byInode = new LinkedHashMap<>();

  void add(LogicalWrite write) {
    long inode = write.announced() ? write.call().inode() : 0;
    inodes.put(write, inode);
    byInode.computeIfAbsent(inode, _ -> new LinkedHashSet<>(2)).add(write);
  }

  void remove(LogicalWrite write) {
    Long inode = inodes.remove(write);
    Set<LogicalWrite> same = inode == null ? null : byInode.get(inode);
    if (same != null) {
      same.remove(write);
      if (same.isEmpty()) {
        byInode.remove(inode);
      }
    }
  }

  /// Takes out those that a call synced, for they began before it.
  void synced(CallEntered sync) {
    long file = Task.syncedFile(sync);
    Collection<LogicalWrite> these = file == 0 ? all() : of(file);
    these.stream().filter(each -> each.call().timeNs() < sync.timeNs()).forEach(this::remove);
  }

  /// Those of one file, 0 for all, that were over by then.
  List<LogicalWrite> overBy(long inode, long timeNs) {
    List<LogicalWrite> these = inode == 0 ? all() : of(inode);
    return these.stream().filter(each -> each.isOverBy(timeNs)).toList();
  }

  void clear() {
    inodes.clear();
    byInode.clear();
  }

  boolean isEmpty() {
    return inodes.isEmpty();
  }

  List<LogicalWrite> all() {
    return List.copyOf(inodes.keySet());
  }

  /// Those of one file.
  List<LogicalWrite> of(long inode) {
    return List.copyOf(byInode.getOrDefault(inode, Set.of()));
  }

  /// Those of the file that a thread syncs, else all of its process.
  List<LogicalWrite> of(Task task) {
    return task.syncedFile() != 0
        ? of(task.syncedFile())
        : all().stream().filter(write -> write.processId() == task.processId()).toList();
  }
}
