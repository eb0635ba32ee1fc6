package dev.iotrace.probe;

import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads a [TracingInstance] from its making to its end, in rounds. A read of the kernel's pipe
/// blocks when nothing is there, and is woken by each event, which costs more than the event. So
/// each round writes a mark, reads until that has come, and rests.
final class CompletionFeed implements Lines.Sink {
  private static final Duration REST = Duration.ofMillis(50);

  private final TracingInstance instance;
  private final EventSource events;
  private final Thread thread;
  private final CompletionLine line = new CompletionLine();
  private List<IoEvent> batch = new ArrayList<>();
  private long lastNs;
  private boolean marked;
  private volatile boolean stopping;

  private CompletionFeed(TracingInstance instance, EventSource events) {
    this.instance = instance;
    this.events = events;
    this.thread = Thread.ofPlatform().name("iotrace-completions").daemon().unstarted(this::drain);
  }

  /// Starts recording and reading.
  ///
  /// @throws ProbeRefused when the kernel does not record
  static CompletionFeed start(TracingInstance instance, EventSource events) {
    try {
      instance.record();
      CompletionFeed feed = new CompletionFeed(instance, events);
      feed.thread.start();
      return feed;
    } catch (IOException e) {
      throw ProbeRefused.diedBeforeReady(
          "completions", Printable.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void line(byte[] bytes, int from, int end) {
    line.begin(bytes, from, end);
    line.completed()
        .ifPresent(
            event -> {
              lastNs = event.timeNs();
              batch.add(event);
            });
    line.markedNs()
        .ifPresent(
            ns -> {
              lastNs = ns;
              marked = true;
            });
  }

  @Override
  public void tooLong() {
    batch.add(new EventsLost(lastNs, "completions: lines could not be understood", 1));
  }

  @Override
  public void pause() {
    if (!batch.isEmpty()) {
      events.put(batch);
      batch = new ArrayList<>();
    }
    events.comeTo(lastNs, lastNs);
  }

  private void drain() {
    Lines lines = new Lines();
    try (InputStream pipe = new FileInputStream(instance.pipe().toFile())) {
      boolean last;
      do {
        last = stopping; // what was recorded before is in the round that begins now
        readRound(pipe, lines);
        if (!last) {
          Thread.sleep(REST);
        }
      } while (!last);
    } catch (IOException gone) {
      // The same as the end of the stream.
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts it", e);
    }
    events.comeTo(Long.MAX_VALUE, lastNs);
  }

  /// The kernel hands over the oldest of all CPUs' events first, so a mark has all older ones
  /// before it. A full buffer takes none until some is read. Where none can be made, events are
  /// taken to come at once.
  private void readRound(InputStream pipe, Lines lines) throws IOException {
    marked = false;
    boolean made = mark();
    boolean more = true;
    while (more && !marked && (made || !instance.drained())) {
      more = lines.readOnce(pipe, this);
      made = made || mark();
    }
    if (!made) {
      events.comeTo(Long.MAX_VALUE, 0);
    }
  }

  private boolean mark() {
    try {
      instance.mark();
      return true;
    } catch (IOException full) {
      return false;
    }
  }

  /// Ends the recording and hands over what was recorded.
  void stop(Deadlines deadlines) {
    instance.end();
    stopping = true;
    try {
      thread.join(deadlines.interrupt());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long lost = instance.lost() + (thread.isAlive() ? 1 : 0);
    if (lost > 0) {
      events.put(List.of(new EventsLost(lastNs, "completions: the buffer was full", lost)));
    }
  }
}
