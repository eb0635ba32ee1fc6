package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Follows from where on a power cut loses nothing: data and commit records on the device, and a
/// flush issued after them and completed.
final class Safety {
  private final Calls calls;
  private final boolean writeCache;
  private final Set<Transaction> unflushed = new LinkedHashSet<>();
  private List<LogicalWrite> coveredWrites = List.of();
  private List<Transaction> coveredTransactions = List.of();

  Safety(Calls calls, boolean writeCache) {
    this.calls = calls;
    this.writeCache = writeCache;
  }

  /// Bytes of these writes arrived on the device, through its cache when `forced` (FUA).
  void arrived(List<LogicalWrite> writes, long timeNs, boolean forced) {
    for (LogicalWrite write : writes) {
      write.arrived(timeNs, writeCache && !forced);
    }
  }

  /// The commit record is on the device, flushed.
  void recorded(Transaction transaction, long timeNs) {
    transaction.safe(timeNs);
    unflushed.remove(transaction);
  }

  /// The kernel calls the transaction committed. Without barriers (`barrier=0`) nothing flushed its
  /// record: it is safe after the next flush only.
  void committed(Transaction transaction, long timeNs) {
    if (transaction.isSafe()) {
      return;
    }
    if (writeCache) {
      unflushed.add(transaction);
    } else {
      transaction.safe(timeNs);
    }
  }

  /// A flush was issued: it covers what is on the device now.
  void flushIssued() {
    coveredWrites = new ArrayList<>();
    for (LogicalWrite write : calls.unsafe()) {
      if (write.onDevice() && write.isFlushAwaited()) {
        coveredWrites.add(write);
      }
    }
    coveredTransactions = List.copyOf(unflushed);
  }

  /// The flush in flight is done.
  void flushCompleted(long timeNs) {
    coveredTransactions.forEach(each -> recorded(each, timeNs));
    coveredWrites.forEach(each -> each.flushed(timeNs));
    calls.forgetSafe();
    calls.retire(coveredWrites);
    coveredWrites = List.of();
    coveredTransactions = List.of();
  }
}
