package dev.iotrace.probe;

import dev.iotrace.probe.EventSource.Batch;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Events on their way from several threads to one, in bounded number. Who is too fast waits, so
/// that a slow consumer makes the kernel's buffer overflow, where losses are counted.
final class EventQueue {
  private static final int MOST_BATCHES = 512;
  private static final long PATIENCE_MILLIS = 50;

  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(MOST_BATCHES);
  private volatile boolean closed;

  /// Adds events, waiting for room. An interrupt does not lose them; a closed queue drops them.
  void put(Batch batch) {
    boolean interrupted = false;
    boolean added = false;
    while (!added && !closed) {
      try {
        added = batches.offer(batch, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next events; null when none came for a while.
  @Nullable Batch next() {
    try {
      return batches.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the consumer", e);
    }
  }

  /// From now on nothing is added.
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
