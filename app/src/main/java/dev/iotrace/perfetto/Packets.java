package dev.iotrace.perfetto;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import perfetto.protos.PerfettoProtos.BuiltinClock;
import perfetto.protos.PerfettoProtos.ClockSnapshot;
import perfetto.protos.PerfettoProtos.Trace;
import perfetto.protos.PerfettoProtos.TracePacket;
import perfetto.protos.PerfettoProtos.TrackDescriptor;
import perfetto.protos.PerfettoProtos.TrackEvent;

/// The packets of one trace file. All times are those of the kernel's `CLOCK_BOOTTIME`, which is
/// also the clock of Perfetto's own traces of Linux.
final class Packets {
  private static final int CLOCK = BuiltinClock.BUILTIN_CLOCK_BOOTTIME_VALUE;

  /// The finalizer of SplitMix64: numbers that are near each other get ids that are not.
  private static final long[] MIX = {0xbf58476d1ce4e5b9L, 0x94d049bb133111ebL};

  private final List<TracePacket> tracks = new ArrayList<>();
  private final List<TracePacket> events = new ArrayList<>();
  private final long firstId;
  private long ids;

  /// @param seed what tells this trace from others, so that two can be joined to one
  Packets(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * MIX[0];
    mixed = (mixed ^ (mixed >>> 27)) * MIX[1];
    firstId = mixed ^ (mixed >>> 31);
  }

  /// A number that nothing else in this trace has: of a track, or a flow.
  long nextId() {
    ids++;
    return firstId + ids;
  }

  /// Tells of a track.
  ///
  /// @param parent the track that it stands below, 0 for none
  /// @return its id
  long track(long parent, TrackDescriptor.Builder track) {
    long id = nextId();
    track.setUuid(id);
    if (parent != 0) {
      track.setParentUuid(parent);
    }
    tracks.add(packet().setTrackDescriptor(track).build());
    return id;
  }

  /// Spans of one track must nest, and come in the order of their beginning.
  void slice(long track, Span span) {
    TrackEvent.Builder begin = span.event().setType(TrackEvent.Type.TYPE_SLICE_BEGIN);
    add(span.beginNs(), begin.setTrackUuid(track));
    Span inner = span.inner();
    if (inner != null) {
      slice(track, inner);
    }
    Long endNs = span.endNs();
    if (endNs != null) {
      add(
          endNs,
          TrackEvent.newBuilder().setType(TrackEvent.Type.TYPE_SLICE_END).setTrackUuid(track));
    }
  }

  /// From then on the counter has that value.
  void counter(long track, long timeNs, long value) {
    add(
        timeNs,
        TrackEvent.newBuilder()
            .setType(TrackEvent.Type.TYPE_COUNTER)
            .setTrackUuid(track)
            .setCounterValue(value));
  }

  private void add(long timeNs, TrackEvent.Builder event) {
    events.add(
        packet().setTimestamp(timeNs).setTimestampClockId(CLOCK).setTrackEvent(event).build());
  }

  /// A trace of these packets: the clock, the tracks, then all events in the order of time. Those
  /// of one track keep theirs.
  void writeTo(OutputStream out) throws IOException {
    events.sort(Comparator.comparingLong(TracePacket::getTimestamp));
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    if (!events.isEmpty()) {
      coded.writeMessage(Trace.PACKET_FIELD_NUMBER, clock(events.getFirst().getTimestamp()));
    }
    for (TracePacket each : tracks) {
      coded.writeMessage(Trace.PACKET_FIELD_NUMBER, each);
    }
    for (TracePacket each : events) {
      coded.writeMessage(Trace.PACKET_FIELD_NUMBER, each);
    }
    coded.flush();
  }

  private TracePacket clock(long timeNs) {
    ClockSnapshot.Clock reading =
        ClockSnapshot.Clock.newBuilder().setClockId(CLOCK).setTimestamp(timeNs).build();
    return packet()
        .setClockSnapshot(
            ClockSnapshot.newBuilder()
                .setPrimaryTraceClock(BuiltinClock.BUILTIN_CLOCK_BOOTTIME)
                .addClocks(reading))
        .build();
  }

  private TracePacket.Builder packet() {
    return TracePacket.newBuilder().setTrustedPacketSequenceId((int) firstId | 1);
  }
}
