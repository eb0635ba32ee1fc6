package dev.iotrace.overhead;

import java.util.ArrayList;
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
        quantile(0.5, seconds),
        quantile(0.5, factors),
        quantile(0.25, factors),
        quantile(0.75, factors),
        lost < 0 ? "" : String.format(Locale.ROOT, "%,d", lost));
  }

  /// Of at least one value; between two of them in proportion, as R and numpy do it (type 7 of
  /// Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996).
  static double quantile(double share, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double at = (sorted.length - 1) * share;
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
