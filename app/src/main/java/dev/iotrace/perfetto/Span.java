package dev.iotrace.perfetto;

import org.jspecify.annotations.Nullable;
import perfetto.protos.PerfettoProtos.TrackEvent;

/// What will be a slice of a track.
///
/// @param beginNs kernel time, as all times here
/// @param endNs null when the trace ended first: the viewer then shows it as unfinished
/// @param event name, category, annotations, flows
/// @param inner a part of it, drawn within; null for none
record Span(long beginNs, @Nullable Long endNs, TrackEvent.Builder event, @Nullable Span inner) {

  /// Where the next span on the same track may begin.
  long busyUntilNs() {
    return endNs == null ? Long.MAX_VALUE : endNs;
  }
}
