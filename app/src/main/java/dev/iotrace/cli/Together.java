package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// Has those who look on, each from a thread of its own, wait for each other: who is followed goes
/// when all are ready, and all hear the same of it.
final class Together {
  private final Followed followed;
  private final int expected;
  private final List<Consumer<IoEvent>> ready = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean failed;

  /// @param expected how many look on
  Together(Followed followed, int expected) {
    this.followed = followed;
    this.expected = expected;
  }

  /// One of them is ready; returns when it is all over.
  ///
  /// @param events told of each thing that only iotrace knows
  /// @throws CancellationException when another cannot look on: then nothing is done at all
  void run(Consumer<IoEvent> events) throws InterruptedException {
    if (isLast(events)) {
      try {
        followed.run(event -> ready.forEach(each -> each.accept(event)));
      } finally {
        over.countDown();
      }
    }
    over.await();
    requireAll();
  }

  private synchronized boolean isLast(Consumer<IoEvent> events) {
    ready.add(events);
    return ready.size() == expected && !failed;
  }

  private synchronized void requireAll() {
    if (failed) {
      throw new CancellationException("it cannot be followed on another file system");
    }
  }

  /// One of them cannot look on. Once it is over that concerns nobody else.
  synchronized void fail() {
    if (over.getCount() > 0 && ready.size() < expected) {
      failed = true;
      over.countDown();
    }
  }
}
