package dev.iotrace.correlate;

import dev.iotrace.event.DeviceNumber;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows from where on a power cut loses nothing: data and commit records on the device, and a
/// flush issued after them and completed, on every disk that has a cache.
///
/// Which commits a write needs: each that holds a change of its file which may be where its bytes
/// stand or how long the file is. Not one that holds new times only, for fdatasync(2) does not wait
/// for it either: `ext4_fsync_journal` waits for `i_datasync_tid`, which
/// `ext4_update_inode_fsync_trans` moves for a new size, new blocks and converted ones;
/// `xfs_fsync_flush_log` leaves out `XFS_ILOG_TIMESTAMP`. What the probes tell is less: on ext4 a
/// handle that changes times looks like one that changes the size. So it is taken for one of times
/// where the write overwrites bytes that were safe before it began, or where the kernel says that
/// nothing more is needed: by the flush that ends a sync, or by FUA, which a write past the page
/// cache gets only then (`iomap_dio_bio_iter`, fs/iomap/direct-io.c). Everywhere else the commit is
/// waited for, which may be later than the moment in question. btrfs never overwrites, but for
/// `nodatacow`, and that is not told apart: its commits are always waited for.
final class Safety {
  private final Calls calls;
  private final int caches;
  private final Set<Transaction> unflushed = new LinkedHashSet<>();

  /// Writes with bytes in a volatile cache.
  private final Set<LogicalWrite> inCache = new LinkedHashSet<>();

  private final Map<DeviceNumber, Covered> covered = new HashMap<>();
  private final Map<Object, Set<DeviceNumber>> flushedOn = new HashMap<>();

  /// What the flush in flight on one disk makes safe there.
  private record Covered(Set<LogicalWrite> writes, List<Transaction> transactions) {}

  Safety(Calls calls, Stack stack) {
    this.calls = calls;
    this.caches = stack.caches();
  }

  /// Bytes of these writes arrived on the device, through its cache when `forced` (FUA).
  void arrived(List<LogicalWrite> writes, long timeNs, boolean forced) {
    for (LogicalWrite write : writes) {
      write.arrived(timeNs, caches > 0 && !forced, forced);
      if (write.isFlushAwaited()) {
        inCache.add(write);
        covered
            .values()
            .forEach(flush -> flush.writes.remove(write)); // it comes too late for these
        flushedOn.remove(write);
      }
    }
  }

  /// The flush that ends a sync of a file is done, by the thread that is in the call.
  void synced(int threadId, long timeNs) {
    calls.flushed(calls.syncedBy(threadId), timeNs);
  }

  /// The commit record is on the device, flushed.
  void recorded(Transaction transaction, long timeNs) {
    transaction.safe(timeNs);
    unflushed.remove(transaction);
    flushedOn.remove(transaction);
  }

  /// The kernel calls the transaction committed. Without barriers (`barrier=0`) nothing flushed its
  /// record: it is safe after the next flush only.
  void committed(Transaction transaction, long timeNs) {
    if (transaction.isSafe()) {
      return;
    }
    if (caches > 0) {
      unflushed.add(transaction);
    } else {
      transaction.safe(timeNs);
    }
  }

  /// A flush was issued: it covers what is on the device now.
  void flushIssued(DeviceNumber disk) {
    Set<LogicalWrite> writes = new LinkedHashSet<>();
    for (LogicalWrite write : inCache) {
      if (write.flushable()) {
        writes.add(write);
      }
    }
    covered.put(disk, new Covered(writes, List.copyOf(unflushed)));
  }

  /// The flush in flight has failed: it makes nothing safe.
  void flushFailed(DeviceNumber disk) {
    covered.remove(disk);
  }

  /// The flush in flight is done.
  void flushCompleted(DeviceNumber disk, long timeNs) {
    Covered by = covered.remove(disk);
    if (by == null) {
      return;
    }
    for (Transaction each : by.transactions) {
      if (onAllDisks(each, disk)) {
        recorded(each, timeNs);
      }
    }
    for (LogicalWrite each : by.writes) {
      if (onAllDisks(each, disk)) {
        each.flushed(timeNs);
        inCache.remove(each);
      }
    }
    calls.retire(by.writes);
  }

  private boolean onAllDisks(Object what, DeviceNumber disk) {
    if (caches <= 1) {
      return true;
    }
    Set<DeviceNumber> disks = flushedOn.computeIfAbsent(what, _ -> new HashSet<>());
    disks.add(disk);
    boolean all = disks.size() == caches;
    if (all) {
      flushedOn.remove(what);
    }
    return all;
  }
}
