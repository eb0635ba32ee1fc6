package dev.iotrace.cli;

import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.SumsRead;
import dev.iotrace.event.ThreadNamed;
import dev.iotrace.probe.SumsProbe;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Rounds on their way from the probe's thread to the one that shows them.
final class WatchFeed implements SumsProbe.Output {
  private final ProcessNames names;
  private final BlockingQueue<Optional<Arrived>> rounds = new LinkedBlockingQueue<>();
  private final AtomicLong lost = new AtomicLong();
  private final Supplier<Counters> counters;
  private volatile String failure = "";

  /// A round, and the disk's counters as they were when it came.
  record Arrived(SumsRead sums, Counters counters) {}

  /// @param counters reads them
  WatchFeed(ProcessNames names, Supplier<Counters> counters) {
    this.names = names;
    this.counters = counters;
  }

  @Override
  public void sums(SumsRead read) {
    rounds.add(Optional.of(new Arrived(read, counters.get())));
  }

  @Override
  public void event(IoEvent event) {
    if (event instanceof ThreadNamed named) {
      names.ended(named.threadId(), named.comm());
    } else if (event instanceof EventsLost some) {
      lost.addAndGet(some.count());
    }
  }

  @Override
  public void failed(String why) {
    failure = why;
    end();
  }

  /// No more rounds are wanted.
  void end() {
    rounds.add(Optional.empty());
  }

  /// The next round; empty when no more will come.
  Optional<Arrived> next() throws InterruptedException {
    return rounds.take();
  }

  /// Why the probe ended by itself; empty while it did not.
  String failure() {
    return failure;
  }

  /// What was lost so far.
  long lost() {
    return lost.get();
  }
}
