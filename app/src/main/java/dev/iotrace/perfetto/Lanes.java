package dev.iotrace.perfetto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;

/// Tracks side by side for spans that may overlap. Slices of one track must nest, so each span goes
/// to the lowest lane that is free when it begins.
final class Lanes {
  private final IntToLongFunction tracks;
  private final List<Lane> lanes = new ArrayList<>();

  /// A track, and when its last span ends.
  private record Lane(long track, long busyUntilNs) {}

  /// @param tracks makes the track of a lane, from 0 on
  Lanes(IntToLongFunction tracks) {
    this.tracks = tracks;
  }

  /// Puts all of them there.
  void put(List<Span> spans, Packets packets) {
    spans.stream()
        .sorted(Comparator.comparingLong(Span::beginNs))
        .forEach(span -> packets.slice(track(span), span));
  }

  private long track(Span span) {
    int lane = 0;
    while (lane < lanes.size() && lanes.get(lane).busyUntilNs > span.beginNs()) {
      lane++;
    }
    if (lane == lanes.size()) {
      lanes.add(new Lane(tracks.applyAsLong(lane), span.busyUntilNs()));
    } else {
      lanes.set(lane, new Lane(lanes.get(lane).track, span.busyUntilNs()));
    }
    return lanes.get(lane).track;
  }
}
