package dev.iotrace.probe;

import dev.iotrace.event.ElsewhereWritten;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.SumRead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// Puts events of several sources into the order of kernel time. An event waits until the sources
/// are known to have come further by the window; events of equal time keep the order in which they
/// came.
///
/// The input is a mixture of a few sorted runs, one a CPU and source, so runs are what is kept: an
/// event joins the first run that it does not precede, and the smallest head of all runs is next.
/// The runs' tails descend, which makes that a binary search, and an event of a later run is the
/// younger one of equals. Pure: no thread, no clock.
final class EventOrder {
  private static final Comparator<Run> BY_HEAD =
      Comparator.<Run>comparingLong(run -> run.headNs).thenComparingLong(run -> run.number);

  private final long windowNs;
  private final int mostHeld;
  private final Consumer<? super IoEvent> next;
  private final List<Run> runs = new ArrayList<>();
  private final PriorityQueue<Run> heads = new PriorityQueue<>(BY_HEAD);
  private long runsMade;
  private int held;
  private long releasedNs = Long.MIN_VALUE;
  private long late;

  /// How long an event may be overtaken by others that are older than what all sources have come
  /// to.
  ///
  /// @param timeNs in kernel time
  /// @param count in events: more than these are never held back
  record Window(long timeNs, int count) {
    /// A thread that reads the clock and then tells may lose its CPU in between.
    static final Window DEFAULT = new Window(2_000_000_000L, 1 << 19);
  }

  /// @param next takes the events in order
  EventOrder(Window window, Consumer<? super IoEvent> next) {
    this.windowNs = window.timeNs;
    this.mostHeld = window.count;
    this.next = next;
  }

  /// Takes an event.
  void add(IoEvent event) {
    long timeNs = event.timeNs();
    // Counted as such, and when is not known; read when all is over.
    boolean roughly =
        event instanceof EventsLost
            || event instanceof ElsewhereWritten
            || event instanceof SumRead;
    if (timeNs < releasedNs && !roughly) {
      late++;
    }
    append(event, timeNs);
    if (held > mostHeld) {
      release();
    }
  }

  /// Releases what is due when all sources have come to this time.
  void advanceTo(long progressNs) {
    long dueNs = progressNs - windowNs;
    while (!heads.isEmpty() && heads.element().headNs <= dueNs) {
      release();
    }
  }

  /// Releases everything.
  void drain() {
    while (!heads.isEmpty()) {
      release();
    }
  }

  /// How many events came so late that a younger one had been released before them.
  long lateEvents() {
    return late;
  }

  private void append(IoEvent event, long timeNs) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).tailNs <= timeNs) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    if (low < runs.size()) {
      runs.get(low).append(event, timeNs);
    } else {
      Run run = new Run(runsMade++, event);
      runs.add(run);
      heads.add(run);
    }
    held++;
  }

  private void release() {
    Run run = heads.remove();
    IoEvent event = run.take();
    if (run.events.isEmpty()) {
      runs.remove(run);
    } else {
      heads.add(run);
    }
    held--;
    releasedNs = Math.max(releasedNs, event.timeNs());
    next.accept(event);
  }

  /// Events in ascending order.
  private static final class Run {
    final long number;
    final Deque<IoEvent> events = new ArrayDeque<>();
    long headNs;
    long tailNs;

    Run(long number, IoEvent first) {
      this.number = number;
      events.add(first);
      headNs = first.timeNs();
      tailNs = headNs;
    }

    void append(IoEvent event, long timeNs) {
      events.add(event);
      tailNs = timeNs;
    }

    IoEvent take() {
      IoEvent head = events.remove();
      IoEvent following = events.peek();
      if (following != null) {
        headNs = following.timeNs();
      }
      return head;
    }
  }
}
