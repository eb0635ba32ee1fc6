package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.Owner;
import dev.iotrace.report.Report;
import dev.iotrace.report.RequestEntry;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/// One report, and the questions that labs ask of it.
///
/// @param name that of the trial
record Reading(String name, Report report) implements Costs {
  /// Written to the device for that cause until all had settled.
  @Override
  public long bytes(Cause cause) {
    return report.byCause().stream()
        .filter(sum -> sum.cause() == cause)
        .mapToLong(Report.CauseSum::deviceBytes)
        .sum();
  }

  /// Written to the device for the traced writes, in all.
  @Override
  public long total() {
    return report.settled().deviceBytes();
  }

  /// Until all had settled.
  @Override
  public long flushes() {
    return report.settled().flushes();
  }

  /// Calls that sync.
  long syncs() {
    return report.logical().syncs();
  }

  /// The traced requests that write or flush, in the order of their issue.
  List<RequestEntry> requests(Predicate<RequestEntry> wanted) {
    return report.requests().stream()
        .filter(request -> request.owner() == Owner.TRACED && request.cause() != Cause.READ)
        .filter(wanted)
        .toList();
  }

  /// Those of one cause.
  List<RequestEntry> requests(Cause cause) {
    return requests(request -> request.cause() == cause);
  }

  /// The jbd2 transactions that have requests, in their order.
  List<Long> transactions() {
    return requests(_ -> true).stream()
        .map(RequestEntry::transaction)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /// Transactions of jbd2 that were committed for the traced writes.
  long commits() {
    return transactions().size();
  }

  /// Whether a sync was called in place of the kernel's own pace.
  boolean hurried() {
    return report.settled().how().equals("sync");
  }
}
