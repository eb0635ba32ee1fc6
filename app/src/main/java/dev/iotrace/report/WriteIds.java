package dev.iotrace.report;

import java.util.List;

/// Shows which writes a request belongs to: `1`, `1-23`, `1,3+2 others`.
final class WriteIds {
  /// Runs shown before the rest is only counted.
  private static final int RUNS_SHOWN = 3;

  private WriteIds() {}

  /// @param ids in ascending order
  static String of(List<Long> ids, int others) {
    StringBuilder text = new StringBuilder();
    int runs = 0;
    int at = 0;
    while (at < ids.size() && runs < RUNS_SHOWN) {
      int end = endOfRun(ids, at);
      text.append(runs == 0 ? "" : ",").append(ids.get(at));
      if (end > at + 1) {
        text.append('-').append(ids.get(end - 1));
      }
      at = end;
      runs++;
    }
    if (at < ids.size()) {
      text.append("..+").append(ids.size() - at);
    }
    if (others > 0) {
      text.append('+').append(Words.count(others, "other"));
    }
    return text.toString();
  }

  private static int endOfRun(List<Long> ids, int start) {
    int end = start + 1;
    while (end < ids.size() && ids.get(end) == ids.get(end - 1) + 1) {
      end++;
    }
    return end;
  }
}
