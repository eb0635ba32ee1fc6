package dev.iotrace.probe;

import dev.iotrace.event.IoEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One stream of events into the queue, and how far it has come. Filled by any thread, asked by
/// any, emptied by the consumer.
final class EventSource {
  /// bpftrace looks at the kernel's buffers every 100 ms: silent for this long, it has read them.
  static final long QUIET_NS = 500_000_000;

  /// bpftrace attaches one probe after another, and reads what they have told meanwhile when the
  /// last is attached, one CPU after the other. As long as a window of [EventOrder], so that events
  /// of the run itself wait no longer for it.
  static final long FIRST_READ_NS = 2_000_000_000;

  private final EventQueue queue;
  private final long quietNs;
  private final long firstReadNs;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long lastPutNanos = System.nanoTime();
  private volatile long begunNanos;
  private volatile boolean begun;
  private volatile long newestTakenNs;

  /// Events on their way.
  record Batch(EventSource source, List<IoEvent> events) {}

  private EventSource(EventQueue queue, long quietNs, long firstReadNs, boolean begun) {
    this.queue = queue;
    this.quietNs = quietNs;
    this.firstReadNs = firstReadNs;
    this.begun = begun;
  }

  /// One that tells at once what happens.
  ///
  /// @param quietNs for how long nothing came when nothing is left to come
  static EventSource prompt(EventQueue queue, long quietNs) {
    return new EventSource(queue, quietNs, Long.MIN_VALUE, true);
  }

  /// One that is silent until [#begin()], and may then have much to tell that is old.
  ///
  /// @param quietNs for how long nothing came when nothing is left to come
  /// @param firstReadNs how long it may take to tell what is old
  static EventSource beginning(EventQueue queue, long quietNs, long firstReadNs) {
    return new EventSource(queue, quietNs, firstReadNs, false);
  }

  /// From now on it tells what happens.
  void begin() {
    begunNanos = System.nanoTime();
    begun = true;
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
    boolean beginning = !begun || System.nanoTime() - begunNanos < firstReadNs;
    return beginning ? 0 : caughtUpNs(nowNs);
  }

  /// The same for one whose old events are known to be out.
  long caughtUpNs(long nowNs) {
    return isQuiet() ? nowNs : newestTakenNs;
  }

  /// Whether there has been nothing to send for a while.
  boolean isQuiet() {
    return waiting.get() == 0 && System.nanoTime() - lastPutNanos > quietNs;
  }
}
