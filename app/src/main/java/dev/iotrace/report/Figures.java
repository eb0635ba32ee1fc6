package dev.iotrace.report;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.correlate.Level;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.event.TraceFooter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The sums of a report over its requests, traced and unattributed ones, added up as they come.
final class Figures {
  private final Sum traced = new Sum();
  private final Sum unattributed = new Sum();
  private final Sum atReturn = new Sum();
  private final Map<Row, Sum> byCause =
      new TreeMap<>(Comparator.comparing(Row::cause).thenComparing(Row::path));
  private final Map<Level, Long> known = new EnumMap<>(Level.class);

  private record Row(Cause cause, CausePath path) {}

  /// @param endedNs kernel time of the last call's return, empty when that is still to come
  void add(TracedRequest request, OptionalLong endedNs) {
    if (request.owner() != Owner.TRACED) {
      unattributed.add(request, request.bytes());
      return;
    }
    long bytes = request.tracedBytes();
    traced.add(request, bytes);
    if (endedNs.isEmpty() || request.times().issuedNs() < endedNs.getAsLong()) {
      atReturn.add(request, bytes);
    }
    byCause
        .computeIfAbsent(new Row(request.cause(), request.path()), _ -> new Sum())
        .add(request, bytes);
    known.merge(request.level(), 1L, Long::sum);
  }

  /// What nobody could attribute.
  Sum unattributed() {
    return unattributed;
  }

  /// Bytes written by all these requests, without the parts of others.
  long writtenBytes() {
    return traced.deviceBytes() + unattributed.deviceBytes();
  }

  Report.AtReturn atReturn(Report.Logical logical, OptionalLong endedNs, long zeroNs) {
    return new Report.AtReturn(
        atReturn.deviceBytes(),
        atReturn.requests(),
        atReturn.flushes(),
        amplification(atReturn, logical),
        endedNs.isEmpty() ? null : endedNs.getAsLong() - zeroNs);
  }

  Report.Settled settled(Report.Logical logical, TraceFooter footer, long zeroNs) {
    return new Report.Settled(
        traced.deviceBytes(),
        traced.requests(),
        traced.flushes(),
        traced.fuaWrites(),
        traced.readBytes(),
        amplification(traced, logical),
        footer.how(),
        footer.settled(),
        footer.settledNs() == 0 ? null : footer.settledNs() - zeroNs);
  }

  List<Report.CauseSum> byCause() {
    return byCause.entrySet().stream()
        .map(
            row ->
                new Report.CauseSum(
                    row.getKey().cause(),
                    row.getKey().path(),
                    row.getValue().deviceBytes(),
                    row.getValue().readBytes(),
                    row.getValue().requests(),
                    row.getValue().flushes(),
                    row.getValue().bios(),
                    row.getValue().pages(),
                    ratio(row.getValue().deviceBytes(), traced.deviceBytes())))
        .toList();
  }

  Books.Attribution attribution() {
    return new Books.Attribution(
        known.getOrDefault(Level.EXACT, 0L),
        known.getOrDefault(Level.ORDERED, 0L),
        known.getOrDefault(Level.INFERRED, 0L));
  }

  private static @Nullable Double amplification(Sum sum, Report.Logical logical) {
    return logical.unmeasured().isEmpty() ? ratio(sum.deviceBytes(), logical.bytes()) : null;
  }

  private static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
