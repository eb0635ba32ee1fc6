package dev.iotrace.correlate;

import dev.iotrace.event.InodeGone;
import dev.iotrace.event.InodeUnused;
import dev.iotrace.event.LogTransactionCommitted;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The inodes of XFS that a worker does the last things to, on behalf of whoever used them last:
/// `xfs_inactive`, fs/xfs/xfs_inode.c.
final class XfsInactivations {
  private final Calls calls;
  private final Map<Long, Collection<LogicalWrite>> causes = new HashMap<>();

  XfsInactivations(Calls calls) {
    this.calls = calls;
  }

  /// What the worker does is waited for from now on. No page of the inode is left.
  void unused(InodeUnused event) {
    TracedFile file = calls.file(event.inode());
    Set<LogicalWrite> cut = file.dirtyWrites();
    file.cut(0, Long.MAX_VALUE);
    calls.retire(cut);
    Collection<LogicalWrite> by =
        calls.byWorkload(event.threadId())
            ? calls.changing(event.threadId(), event.inode(), event.timeNs())
            : calls.lateFor(file, event.threadId(), event.timeNs());
    by.forEach(LogicalWrite::hold);
    release(causes.put(event.inode(), by));
  }

  /// It is done.
  void gone(InodeGone event) {
    calls.forget(event.inode());
    release(causes.remove(event.inode()));
  }

  private void release(@Nullable Collection<LogicalWrite> writes) {
    if (writes != null) {
      writes.forEach(LogicalWrite::release);
      calls.retire(writes);
    }
  }

  /// The writes for which a worker's transaction does it, none when it does something else.
  Collection<LogicalWrite> of(LogTransactionCommitted event) {
    return causes.getOrDefault(event.inode(), causes.getOrDefault(event.secondInode(), List.of()));
  }
}
