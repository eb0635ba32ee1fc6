package dev.iotrace.probe;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.IoEvent;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one thread that takes events from the queue, orders them and hands them to the consumer.
/// When the consumer fails the queue is emptied all the same, so that nobody waits for ever.
final class OrderedDelivery {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final EventQueue queue;
  private final ThreadNames names;
  private final Consumer<? super IoEvent> consumer;
  private final EventOrder order;
  private final Thread thread;
  private volatile long kernelAheadNs = UNKNOWN;
  private volatile @Nullable Throwable thrown;

  OrderedDelivery(EventQueue queue, ThreadNames names, Consumer<? super IoEvent> consumer) {
    this.queue = queue;
    this.names = names;
    this.consumer = consumer;
    this.order = new EventOrder(EventOrder.Window.DEFAULT, this::deliver);
    this.thread = Thread.ofPlatform().name("iotrace-events").daemon().unstarted(this::run);
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

  /// What the kernel's clock shows at least; 0 when no event has told.
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
    for (List<IoEvent> events = queue.next(); events != null; events = queue.next()) {
      events.forEach(this::take);
      advance(events);
    }
    order.drain();
  }

  private void take(IoEvent event) {
    order.add(event);
    if (event instanceof BioQueued bio) {
      names.lookUp(bio.threadId(), bio.timeNs()).ifPresent(order::add);
    }
  }

  /// Lets time pass when nothing happens. An event is always older than the moment of its arrival,
  /// so the kernel's clock is ahead of ours by at least the difference.
  private void advance(List<IoEvent> arrived) {
    long ourNs = System.nanoTime();
    if (!arrived.isEmpty()) {
      kernelAheadNs = Math.max(kernelAheadNs, arrived.getLast().timeNs() - ourNs);
    }
    if (kernelAheadNs != UNKNOWN) {
      order.advanceTo(ourNs + kernelAheadNs);
    }
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
