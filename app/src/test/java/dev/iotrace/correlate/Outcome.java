package dev.iotrace.correlate;

import dev.iotrace.event.IoEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All that a correlator says about a sequence of events, by the number of request and write.
///
/// @param settled whether nothing was awaited any more after the last event
public record Outcome(
    List<TracedRequest> requests, List<TracedWrite> writes, Audit audit, boolean settled) {

  public static Outcome of(CorrelatorSetting setting, List<IoEvent> events) {
    List<TracedRequest> requests = new ArrayList<>();
    List<TracedWrite> writes = new ArrayList<>();
    Correlator correlator =
        new Correlator(
            setting,
            new CauseSink() {
              @Override
              public void request(TracedRequest request) {
                requests.add(request);
              }

              @Override
              public void write(TracedWrite write) {
                writes.add(write);
              }
            });
    events.forEach(correlator::accept);
    boolean settled = correlator.settled();
    correlator.finish();
    requests.sort(Comparator.comparingLong(TracedRequest::id));
    writes.sort(Comparator.comparingLong(TracedWrite::id));
    return new Outcome(requests, writes, correlator.audit(), settled);
  }

  /// Bytes written by requests of this owner; for traced ones without the parts of others.
  long writtenBytes(Owner owner) {
    return requests.stream()
        .filter(request -> request.owner() == owner && request.rwbs().isWrite())
        .mapToLong(owner == Owner.TRACED ? TracedRequest::tracedBytes : TracedRequest::bytes)
        .sum();
  }

  /// Bytes written for others: whole requests, and parts of shared ones.
  long unrelatedBytes() {
    long parts =
        requests.stream()
            .filter(request -> request.owner() == Owner.TRACED && request.rwbs().isWrite())
            .mapToLong(TracedRequest::othersBytes)
            .sum();
    return parts + writtenBytes(Owner.UNRELATED);
  }
}
