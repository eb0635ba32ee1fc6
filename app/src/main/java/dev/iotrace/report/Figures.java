package dev.iotrace.report;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.correlate.Level;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.event.TraceFooter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The sums of a report over its listed requests.
///
/// @param requests traced and unattributed ones
/// @param workloadEndedNs kernel time of the last call's return, empty when it never came
record Figures(List<TracedRequest> requests, Report.Logical logical, OptionalLong workloadEndedNs) {

  /// What the requests of one owner add up to.
  Sum sum(Owner owner) {
    return sum(request -> request.owner() == owner);
  }

  /// Bytes written by all listed requests, without the parts of others.
  long writtenBytes() {
    return sum(Owner.TRACED).deviceBytes() + sum(Owner.UNATTRIBUTED).deviceBytes();
  }

  Report.AtReturn atReturn(long zeroNs) {
    long endNs = workloadEndedNs.orElse(Long.MAX_VALUE);
    Sum sum = sum(r -> r.owner() == Owner.TRACED && r.times().issuedNs() < endNs);
    return new Report.AtReturn(
        sum.deviceBytes(),
        sum.requests(),
        sum.flushes(),
        amplification(sum),
        workloadEndedNs.isEmpty() ? null : workloadEndedNs.getAsLong() - zeroNs);
  }

  Report.Settled settled(TraceFooter footer, long zeroNs) {
    Sum sum = sum(Owner.TRACED);
    return new Report.Settled(
        sum.deviceBytes(),
        sum.requests(),
        sum.flushes(),
        sum.fuaWrites(),
        sum.readBytes(),
        amplification(sum),
        footer.how(),
        footer.settled(),
        footer.settledNs() == 0 ? null : footer.settledNs() - zeroNs);
  }

  List<Report.CauseSum> byCause() {
    record Row(Cause cause, CausePath path) {}
    Map<Row, Sum> rows = new TreeMap<>(Comparator.comparing(Row::cause).thenComparing(Row::path));
    for (TracedRequest request : requests) {
      if (request.owner() == Owner.TRACED) {
        rows.computeIfAbsent(new Row(request.cause(), request.path()), _ -> new Sum())
            .add(request, request.tracedBytes());
      }
    }
    long total = sum(Owner.TRACED).deviceBytes();
    return rows.entrySet().stream()
        .map(
            row ->
                new Report.CauseSum(
                    row.getKey().cause(),
                    row.getKey().path(),
                    row.getValue().deviceBytes(),
                    row.getValue().readBytes(),
                    row.getValue().requests(),
                    row.getValue().flushes(),
                    ratio(row.getValue().deviceBytes(), total)))
        .toList();
  }

  Map<Long, Caused> causedByWrite() {
    Map<Long, Caused> caused = new HashMap<>();
    for (TracedRequest request : requests) {
      for (TracedRequest.Share share : request.shares()) {
        caused.computeIfAbsent(share.writeId(), _ -> new Caused()).add(request, share.bytes());
      }
    }
    return caused;
  }

  Books.Attribution attribution() {
    return new Books.Attribution(known(Level.EXACT), known(Level.ORDERED), known(Level.INFERRED));
  }

  private long known(Level level) {
    return requests.stream().filter(r -> r.owner() == Owner.TRACED && r.level() == level).count();
  }

  private Sum sum(Predicate<TracedRequest> which) {
    Sum sum = new Sum();
    for (TracedRequest request : requests) {
      if (which.test(request)) {
        boolean traced = request.owner() == Owner.TRACED;
        sum.add(request, traced ? request.tracedBytes() : request.bytes());
      }
    }
    return sum;
  }

  private @Nullable Double amplification(Sum sum) {
    return logical.unmeasured().isEmpty() ? ratio(sum.deviceBytes(), logical.bytes()) : null;
  }

  private static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
