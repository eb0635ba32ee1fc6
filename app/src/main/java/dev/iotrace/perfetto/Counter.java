package dev.iotrace.perfetto;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import perfetto.protos.PerfettoProtos.CounterDescriptor;
import perfetto.protos.PerfettoProtos.TrackDescriptor;

/// How much there is of something at a time.
final class Counter {
  private final String name;
  private final CounterDescriptor.Unit unit;
  private final Map<Long, Long> changes = new TreeMap<>();

  private Counter(String name, CounterDescriptor.Unit unit) {
    this.name = name;
    this.unit = unit;
  }

  static Counter ofCount(String name) {
    return new Counter(name, CounterDescriptor.Unit.UNIT_COUNT);
  }

  static Counter ofBytes(String name) {
    return new Counter(name, CounterDescriptor.Unit.UNIT_SIZE_BYTES);
  }

  /// There is so much more of it from one kernel time to another.
  ///
  /// @param untilNs null for the trace's end
  void between(long fromNs, @Nullable Long untilNs, long amount) {
    add(fromNs, amount);
    if (untilNs != null) {
      add(untilNs, -amount);
    }
  }

  /// There is so much more of it, or less, from a kernel time on.
  void add(long fromNs, long amount) {
    changes.merge(fromNs, amount, Long::sum);
  }

  /// A track with a value at each change; none when there never was any of it.
  ///
  /// @param parent the track that it stands below, 0 for none
  void put(long parent, Packets packets) {
    if (changes.isEmpty()) {
      return;
    }
    CounterDescriptor.Builder counter = CounterDescriptor.newBuilder().setUnit(unit);
    long track =
        packets.track(parent, TrackDescriptor.newBuilder().setName(name).setCounter(counter));
    long value = 0;
    for (Map.Entry<Long, Long> change : changes.entrySet()) {
      value += change.getValue();
      packets.counter(track, change.getKey(), value);
    }
  }
}
