package dev.iotrace.perfetto;

import dev.iotrace.report.SafeText;
import org.jspecify.annotations.Nullable;
import perfetto.protos.PerfettoProtos.DebugAnnotation;
import perfetto.protos.PerfettoProtos.TrackEvent;

/// The event of a slice, with what is known of it: names and units as in the report's JSON. SQL
/// finds them as `debug.bytes`, `debug.cause`.
final class Notes {
  private final TrackEvent.Builder event = TrackEvent.newBuilder();

  /// @param name the same for all of a kind, for the viewer gives each name a colour
  /// @param category what kind of thing it is
  Notes(String name, String category) {
    event.setName(SafeText.of(name)).addCategories(category);
  }

  Notes with(String name, long value) {
    event.addDebugAnnotations(DebugAnnotation.newBuilder().setName(name).setIntValue(value));
    return this;
  }

  /// Left out when it is null.
  Notes with(String name, @Nullable Long value) {
    return value == null ? this : with(name, value.longValue());
  }

  /// Left out when it is empty. Whatever others named gets plain letters.
  Notes with(String name, String value) {
    if (!value.isEmpty()) {
      event.addDebugAnnotations(
          DebugAnnotation.newBuilder().setName(name).setStringValue(SafeText.of(value)));
    }
    return this;
  }

  TrackEvent.Builder event() {
    return event;
  }
}
