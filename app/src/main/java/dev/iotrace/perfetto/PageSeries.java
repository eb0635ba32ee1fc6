package dev.iotrace.perfetto;

import java.util.ArrayList;
import java.util.List;

/// How many pages were dirty from when on. Where it changes more often than it can keep, what
/// happens within a step of time becomes one change, and the step grows.
final class PageSeries {
  /// Changes that are kept; a viewer shows a few thousand.
  static final int MOST = 100_000;

  /// What a full series begins to take together.
  private static final long FIRST_STEP_NS = 1_000;

  private final int most;
  private List<Reading> readings = new ArrayList<>();
  private long stepNs;

  private record Reading(long timeNs, long pages) {}

  /// Takes each change.
  interface Changes {
    /// There are so many more pages, or fewer, from a kernel time on.
    void at(long timeNs, long more);
  }

  PageSeries(int most) {
    this.most = most;
  }

  void add(long timeNs, long pages) {
    put(timeNs, pages);
    while (readings.size() > most) {
      stepNs = Math.max(FIRST_STEP_NS, 2 * stepNs);
      List<Reading> all = readings;
      readings = new ArrayList<>();
      all.forEach(each -> put(each.timeNs, each.pages));
    }
  }

  /// An event that came late counts from the last one's time on.
  private void put(long timeNs, long pages) {
    Reading last = readings.isEmpty() ? null : readings.getLast();
    if (last != null && timeNs <= last.timeNs + stepNs) {
      readings.set(readings.size() - 1, new Reading(last.timeNs, pages));
    } else {
      readings.add(new Reading(timeNs, pages));
    }
  }

  void changes(Changes to) {
    long before = 0;
    for (Reading each : readings) {
      to.at(each.timeNs, each.pages - before);
      before = each.pages;
    }
  }
}
