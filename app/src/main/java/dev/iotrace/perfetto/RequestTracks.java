package dev.iotrace.perfetto;

import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.StructureEntry;
import dev.iotrace.report.Target;
import dev.iotrace.report.Words;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import perfetto.protos.PerfettoProtos.TrackDescriptor;

/// The requests to each device, from Q to C, with the time that the driver had them (D to C)
/// within; and how many, and how much, the driver had at a time. Those of others are not here, for
/// a report only counts them.
final class RequestTracks {
  private final Source source;
  private final Flows flows;
  private final Packets packets;

  RequestTracks(Source source, Flows flows, Packets packets) {
    this.source = source;
    this.flows = flows;
    this.packets = packets;
  }

  void put() {
    Map<String, List<RequestEntry>> devices =
        source.report().requests().stream()
            .collect(
                Collectors.groupingBy(RequestEntry::device, TreeMap::new, Collectors.toList()));
    devices.forEach(this::put);
  }

  private void put(String device, List<RequestEntry> requests) {
    Target.Device disk = source.report().target().device();
    String name = device.equals(disk.number()) ? disk.name() + " (" + device + ")" : device;
    long group = packets.track(0, TrackDescriptor.newBuilder().setName("requests to " + name));
    new Lanes(_ -> packets.track(group, TrackDescriptor.newBuilder().setName("requests")))
        .put(requests.stream().map(this::span).toList(), packets);
    Counter number = Counter.ofCount("traced requests in flight");
    Counter bytes = Counter.ofBytes("traced bytes in flight");
    for (RequestEntry request : requests) {
      long issuedNs = source.at(request.issuedNs());
      Long completedNs = source.atOrNull(request.completedNs());
      number.between(issuedNs, completedNs, 1);
      bytes.between(issuedNs, completedNs, request.bytes());
    }
    number.put(group, packets);
    bytes.put(group, packets);
  }

  private Span span(RequestEntry request) {
    Notes notes =
        new Notes(request.cause().word() + " / " + request.path().word(), "request")
            .with("id", request.id())
            .with("owner", Words.of(request.owner()))
            .with("rwbs", request.rwbs())
            .with("sector", request.sector())
            .with("bytes", request.bytes())
            .with("others_bytes", request.othersBytes())
            .with("cause", request.cause().word())
            .with("path", request.path().word())
            .with("level", request.level().word())
            .with("caused_by", caused(request.causedBy()))
            .with("structure", structure(request.structure()))
            .with("transaction", request.transaction())
            .with("submitter_comm", request.submitter().comm())
            .with("submitter_thread_id", request.submitter().threadId())
            .with("stack", String.join(";", request.stack()));
    flows.arrive(request, notes.event());
    Long completedNs = source.atOrNull(request.completedNs());
    long issuedNs = source.at(request.issuedNs());
    Span driver =
        new Span(issuedNs, completedNs, new Notes("in the driver", "driver").event(), null);
    long queuedNs = Math.min(source.at(request.queuedNs()), issuedNs);
    return new Span(queuedNs, completedNs, notes.event(), driver);
  }

  /// The numbers of the first few writes: a commit may have thousands, and the arrows lead to all.
  private static String caused(List<Long> writes) {
    int most = 10;
    String first =
        writes.stream().limit(most).map(String::valueOf).collect(Collectors.joining(";"));
    return writes.size() > most ? first + ";... (" + writes.size() + ")" : first;
  }

  private static String structure(@Nullable StructureEntry structure) {
    return structure == null ? "" : (structure.kind() + " " + structure.detail()).strip();
  }
}
