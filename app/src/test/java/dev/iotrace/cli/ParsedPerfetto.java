package dev.iotrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import perfetto.protos.PerfettoProtos.DebugAnnotation;
import perfetto.protos.PerfettoProtos.Trace;
import perfetto.protos.PerfettoProtos.TracePacket;
import perfetto.protos.PerfettoProtos.TrackDescriptor;
import perfetto.protos.PerfettoProtos.TrackEvent;
import tools.jackson.databind.JsonNode;

/// A Perfetto trace read back as its documents say that Perfetto reads it.
record ParsedPerfetto(
    Map<Long, TrackDescriptor> tracks, List<Slice> slices, Map<Long, List<Long>> counters) {

  /// A beginning and its end.
  static final class Slice {
    private final TracePacket begin;
    private final @Nullable Slice parent;
    private @Nullable Long endNs;

    private Slice(TracePacket begin, @Nullable Slice parent) {
      this.begin = begin;
      this.parent = parent;
    }

    long beginNs() {
      return begin.getTimestamp();
    }

    @Nullable Long endNs() {
      return endNs;
    }

    @Nullable Slice parent() {
      return parent;
    }

    /// What it stands within, empty when that is nothing.
    String parentName() {
      return parent == null ? "" : parent.name();
    }

    String name() {
      return begin.getTrackEvent().getName();
    }

    String category() {
      return begin.getTrackEvent().getCategories(0);
    }

    List<Long> flowsOut() {
      return begin.getTrackEvent().getFlowIdsList();
    }

    List<Long> flowsIn() {
      return begin.getTrackEvent().getTerminatingFlowIdsList();
    }

    long number(String name) {
      return annotation(name).getIntValue();
    }

    String text(String name) {
      return annotation(name).getStringValue();
    }

    private DebugAnnotation annotation(String name) {
      return begin.getTrackEvent().getDebugAnnotationsList().stream()
          .filter(each -> each.getName().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(this + " has no " + name));
    }

    @Override
    public String toString() {
      return begin.toString();
    }
  }

  static ParsedPerfetto of(Path file) throws IOException {
    Trace trace;
    try (InputStream bytes = Files.newInputStream(file)) {
      trace = Trace.parseFrom(bytes);
    }
    ParsedPerfetto parsed = new ParsedPerfetto(new HashMap<>(), new ArrayList<>(), new HashMap<>());
    Map<Long, Deque<Slice>> open = new HashMap<>();
    long beforeNs = 0;
    for (TracePacket packet : trace.getPacketList()) {
      if (packet.hasTrackDescriptor()) {
        parsed.add(packet.getTrackDescriptor());
      } else if (packet.hasTrackEvent()) {
        require(packet.getTimestamp() >= beforeNs, packet, "goes back in time");
        beforeNs = packet.getTimestamp();
        require(
            parsed.tracks.containsKey(packet.getTrackEvent().getTrackUuid()), packet, "no track");
        parsed.add(
            packet,
            open.computeIfAbsent(packet.getTrackEvent().getTrackUuid(), _ -> new ArrayDeque<>()));
      }
    }
    return parsed;
  }

  private void add(TrackDescriptor track) {
    if (tracks.put(track.getUuid(), track) != null) {
      throw new IllegalArgumentException("two tracks have the id of " + track);
    }
    if (track.hasParentUuid() && !tracks.containsKey(track.getParentUuid())) {
      throw new IllegalArgumentException("no track above " + track);
    }
  }

  private void add(TracePacket packet, Deque<Slice> open) {
    TrackEvent event = packet.getTrackEvent();
    TrackDescriptor track = track(event.getTrackUuid());
    require(
        track.hasCounter() == (event.getType() == TrackEvent.Type.TYPE_COUNTER),
        packet,
        "is of another kind than its track");
    switch (event.getType()) {
      case TYPE_SLICE_BEGIN -> {
        Slice slice = new Slice(packet, open.peek());
        slices.add(slice);
        open.push(slice);
      }
      case TYPE_SLICE_END -> {
        require(!open.isEmpty(), packet, "ends nothing");
        open.pop().endNs = packet.getTimestamp();
      }
      case TYPE_COUNTER ->
          counters
              .computeIfAbsent(track.getUuid(), _ -> new ArrayList<>())
              .add(event.getCounterValue());
      case TYPE_UNSPECIFIED -> require(false, packet, "is of no type");
    }
  }

  /// The track of that id, which there must be.
  TrackDescriptor track(long id) {
    return Objects.requireNonNull(tracks.get(id), () -> "no track " + id);
  }

  private static void require(boolean holds, TracePacket packet, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ": " + packet);
    }
  }

  List<Slice> slices(String category) {
    return slices.stream().filter(each -> each.category().equals(category)).toList();
  }

  /// Where each arrow has its end, of which there is one.
  Map<Long, Slice> flows(Function<Slice, List<Long>> of) {
    Map<Long, Slice> flows = new HashMap<>();
    for (Slice slice : slices) {
      for (Long flow : of.apply(slice)) {
        require(flows.put(flow, slice) == null, slice.begin, "flow " + flow + " has two ends");
      }
    }
    return flows;
  }

  /// How often a request began before the write that it belongs to.
  long earlyCauses(JsonNode report) {
    Map<Long, Long> writes = new HashMap<>();
    report
        .get("writes")
        .values()
        .forEach(each -> writes.put(each.get("id").asLong(), each.get("start_ns").asLong()));
    return report
        .get("requests")
        .valueStream()
        .mapToLong(
            request ->
                request
                    .get("caused_by")
                    .valueStream()
                    .filter(
                        id ->
                            writes.getOrDefault(id.asLong(), Long.MAX_VALUE)
                                > request.get("queued_ns").asLong())
                    .count())
        .sum();
  }

  /// All that somebody may read.
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (TrackDescriptor track : tracks.values()) {
      texts.add(track.getName());
      texts.add(track.getProcess().getProcessName());
      texts.add(track.getThread().getThreadName());
    }
    for (Slice slice : slices) {
      texts.add(slice.name());
      slice
          .begin
          .getTrackEvent()
          .getDebugAnnotationsList()
          .forEach(each -> texts.add(each.getStringValue()));
    }
    return texts;
  }
}
