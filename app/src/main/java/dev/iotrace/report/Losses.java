package dev.iotrace.report;

import dev.iotrace.event.EventsLost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was lost, by who lost it and how.
final class Losses {
  /// Some ways name a thread: no more of them are told apart.
  private static final int MOST = 16;

  private static final String OTHERS = "others";

  private final Map<String, Long> bySource = new LinkedHashMap<>();

  void add(EventsLost lost) {
    boolean told = bySource.size() < MOST || bySource.containsKey(lost.source());
    bySource.merge(told ? lost.source() : OTHERS, lost.count(), Long::sum);
  }

  List<Books.Loss> all() {
    return bySource.entrySet().stream().map(Losses::loss).toList();
  }

  /// A source is `PROBE: HOW`, or only how.
  private static Books.Loss loss(Map.Entry<String, Long> each) {
    int colon = each.getKey().indexOf(": ");
    return colon < 0
        ? new Books.Loss("", each.getKey(), each.getValue())
        : new Books.Loss(
            each.getKey().substring(0, colon), each.getKey().substring(colon + 2), each.getValue());
  }
}
