package dev.iotrace.overhead;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What one tool did to one load, over all rounds.
final class Row {
  static final String HEAD =
      """
      | looking on | seconds | times as long | 25 % | 75 % | events lost |
      |---|--:|--:|--:|--:|--:|\
      """;

  private final String name;
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> factors = new ArrayList<>();
  private long lost = Tool.Observed.NEVER;
  private String why = "";

  Row(String name) {
    this.name = name;
  }

  /// Whether it works here, as far as is known.
  boolean works() {
    return why.isEmpty();
  }

  void fails(NotHere reason) {
    why = reason.why();
  }

  /// Adds a round.
  ///
  /// @param alone how long the load took in this round without anybody
  void add(Tool.Observed observed, double alone) {
    seconds.add(observed.seconds());
    factors.add(observed.seconds() / alone);
    if (observed.lost() >= 0) {
      lost = Math.max(0, lost) + observed.lost();
    }
  }

  @Override
  public String toString() {
    if (!works()) {
      return "| " + name + " | cannot here: " + why + " | | | | |";
    }
    return String.format(
        Locale.ROOT,
        "| %s | %.3f | %.2f | %.2f | %.2f | %s |",
        name,
        percentile(50, seconds),
        percentile(50, factors),
        percentile(25, factors),
        percentile(75, factors),
        lost < 0 ? "" : String.format(Locale.ROOT, "%,d", lost));
  }

  private static double percentile(int percent, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[Math.toIntExact(Math.round((sorted.length - 1) * percent / 100.0))];
  }
}
