package dev.iotrace.probe;

import dev.iotrace.event.IoEvent;
import java.util.List;

/// One stream of events into the queue, and how far it has come. Filled by any thread, asked by
/// any, emptied by the consumer.
final class EventSource {
  private final EventQueue queue;
  private volatile long arrivedNs;
  private volatile long watermarkNs;

  /// Events on their way; none, when only the watermark has moved.
  ///
  /// @param watermarkNs behind them, nothing older is to come from this source
  /// @param newestNs when the newest of what was told happened
  record Batch(EventSource source, List<IoEvent> events, long watermarkNs, long newestNs) {}

  private EventSource(EventQueue queue, long watermarkNs) {
    this.queue = queue;
    this.arrivedNs = watermarkNs;
    this.watermarkNs = watermarkNs;
  }

  /// One that tells at once what happens, and holds nobody back.
  static EventSource prompt(EventQueue queue) {
    return new EventSource(queue, Long.MAX_VALUE);
  }

  /// One that says how far it has come ([#comeTo]), and holds all back until it has.
  static EventSource marked(EventQueue queue) {
    return new EventSource(queue, 0);
  }

  /// Sends events off, waiting for room in the queue.
  void put(List<IoEvent> events) {
    if (!events.isEmpty()) {
      queue.put(new Batch(this, events, arrivedNs, events.getLast().timeNs()));
    }
  }

  /// All that happened before this has been put.
  ///
  /// @param allNs in kernel time; one that is older than the last does nothing
  /// @param newestNs something that the source told happened then
  void comeTo(long allNs, long newestNs) {
    arrivedNs = Math.max(arrivedNs, allNs);
    queue.put(new Batch(this, List.of(), arrivedNs, newestNs));
  }

  /// What happened before this has been put.
  long arrivedNs() {
    return arrivedNs;
  }

  /// The consumer has taken a batch of this source and knows its events.
  void taken(Batch batch) {
    watermarkNs = batch.watermarkNs;
  }

  /// What happened before this, in kernel time, the consumer has taken.
  long watermarkNs() {
    return watermarkNs;
  }
}
