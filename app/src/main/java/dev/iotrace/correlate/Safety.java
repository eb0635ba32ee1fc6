package dev.iotrace.correlate;

import dev.iotrace.event.DeviceNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows from where on a power cut loses nothing: data and commit records on the device, and a
/// flush issued after them and completed, on every disk that has a cache.
final class Safety {
  private final Calls calls;
  private final int caches;
  private final Set<Transaction> unflushed = new LinkedHashSet<>();

  /// Writes with bytes in a volatile cache.
  private final Set<LogicalWrite> inCache = new LinkedHashSet<>();

  private final Map<DeviceNumber, Covered> covered = new HashMap<>();
  private final Map<Object, Set<DeviceNumber>> flushedOn = new HashMap<>();

  /// What the flush in flight on one disk makes safe there.
  private record Covered(List<LogicalWrite> writes, List<Transaction> transactions) {}

  Safety(Calls calls, Stack stack) {
    this.calls = calls;
    this.caches = stack.caches();
  }

  /// Bytes of these writes arrived on the device, through its cache when `forced` (FUA).
  void arrived(List<LogicalWrite> writes, long timeNs, boolean forced) {
    for (LogicalWrite write : writes) {
      write.arrived(timeNs, caches > 0 && !forced);
      if (write.isFlushAwaited()) {
        inCache.add(write);
      }
    }
  }

  /// A sync of their file has done all for these writes, its flush included.
  void synced(Collection<LogicalWrite> writes, long timeNs) {
    writes.forEach(write -> write.synced(timeNs));
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
    List<LogicalWrite> writes = new ArrayList<>();
    for (LogicalWrite write : inCache) {
      if (write.flushable()) {
        writes.add(write);
      }
    }
    covered.put(disk, new Covered(writes, List.copyOf(unflushed)));
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
