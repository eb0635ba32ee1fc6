package dev.iotrace.probe;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.IoEvent;
import dev.iotrace.probe.EventSource.Batch;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one thread that takes events from the queue, orders them and hands them to the consumer.
/// When the consumer fails the queue is emptied all the same, so that nobody waits for ever.
final class OrderedDelivery {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final EventQueue queue = new EventQueue();
  private final List<EventSource> sources = new CopyOnWriteArrayList<>();
  private final ThreadNames names;
  private final Consumer<? super IoEvent> consumer;
  private final EventOrder order;
  private final Thread thread;
  private volatile long kernelAheadNs = UNKNOWN;
  private volatile @Nullable Throwable thrown;
  private volatile Consumer<? super IoEvent> prompt = _ -> {};

  OrderedDelivery(ThreadNames names, Consumer<? super IoEvent> consumer) {
    this.names = names;
    this.consumer = consumer;
    this.order = new EventOrder(EventOrder.Window.DEFAULT, this::deliver);
    this.thread = Thread.ofPlatform().name("iotrace-events").daemon().unstarted(this::run);
  }

  /// Tells each event as soon as it has come, in no order: for what cannot wait two seconds.
  void tellAtOnce(Consumer<? super IoEvent> told) {
    prompt = told;
  }

  /// A new way for events to come, from who tells at once.
  EventSource source() {
    return added(EventSource.prompt(queue));
  }

  /// The same, from who says how far it has come. Nothing younger is delivered before.
  EventSource markedSource() {
    return added(EventSource.marked(queue));
  }

  private EventSource added(EventSource source) {
    sources.add(source);
    return source;
  }

  void start() {
    thread.start();
  }

  /// Closes the queue and waits until all that was in it is delivered.
  void finish() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// What the kernel's clock shows at least, as an event is always older than its arrival; 0 when
  /// no event has told.
  long kernelNowNs() {
    long aheadNs = kernelAheadNs;
    return aheadNs == UNKNOWN ? 0 : System.nanoTime() + aheadNs;
  }

  /// What the consumer threw; null while it did not.
  @Nullable Throwable thrown() {
    return thrown;
  }

  /// Exact once finished.
  long lateEvents() {
    return order.lateEvents();
  }

  private void run() {
    boolean last = false;
    while (!last) {
      boolean closed = queue.isClosed();
      Batch batch = queue.next();
      if (batch != null) {
        take(batch);
      }
      order.advanceTo(watermarkNs());
      last = closed && batch == null;
    }
    order.drain();
  }

  private void take(Batch batch) {
    batch.events().forEach(this::take);
    kernelAheadNs = Math.max(kernelAheadNs, batch.newestNs() - System.nanoTime());
    batch.source().taken(batch);
  }

  private void take(IoEvent event) {
    prompt.accept(event);
    order.add(event);
    if (event instanceof BioQueued bio) {
      names.lookUp(bio.threadId(), bio.timeNs()).ifPresent(order::add);
    } else if (event instanceof CallEntered call) {
      names.lookUp(call.threadId(), call.timeNs()).ifPresent(order::add);
    }
  }

  /// Up to when all sources have told what happened.
  private long watermarkNs() {
    return sources.stream().mapToLong(EventSource::watermarkNs).min().orElse(0);
  }

  private void deliver(IoEvent event) {
    if (thrown == null) {
      try {
        consumer.accept(event);
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
    }
  }
}
