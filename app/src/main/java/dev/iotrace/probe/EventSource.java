package dev.iotrace.probe;

import dev.iotrace.event.IoEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One stream of events into the queue, and how far it has come. Filled by any thread, asked by
/// any, emptied by the consumer.
final class EventSource {
  /// bpftrace looks at the kernel's buffers every 100 ms: silent for this long, it has read them.
  static final long QUIET_NS = 500_000_000;

  private final EventQueue queue;
  private final long quietNs;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long lastPutNanos = System.nanoTime();
  private volatile long newestTakenNs;

  /// Events on their way.
  record Batch(EventSource source, List<IoEvent> events) {}

  /// @param quietNs for how long nothing came when nothing is left to come
  EventSource(EventQueue queue, long quietNs) {
    this.queue = queue;
    this.quietNs = quietNs;
  }

  /// Sends events off, waiting for room in the queue.
  void put(List<IoEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    waiting.incrementAndGet();
    queue.put(new Batch(this, events));
    lastPutNanos = System.nanoTime();
  }

  /// The consumer has taken a batch of this source and knows its events.
  void taken(Batch batch) {
    newestTakenNs = Math.max(newestTakenNs, batch.events.getLast().timeNs());
    waiting.decrementAndGet();
  }

  /// Up to when, in kernel time, all but stragglers have been taken.
  ///
  /// @param nowNs kernel time of now
  long progressNs(long nowNs) {
    return isQuiet() ? nowNs : newestTakenNs;
  }

  /// Whether there has been nothing to send for a while.
  private boolean isQuiet() {
    return waiting.get() == 0 && System.nanoTime() - lastPutNanos > quietNs;
  }
}
