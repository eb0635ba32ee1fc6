package dev.iotrace.diff;

import dev.iotrace.saved.Figure.Unit;
import org.jspecify.annotations.Nullable;

/// One figure on both sides.
///
/// @param a null where no run of that side knows it
/// @param difference of the medians, b minus a; null without one of them
/// @param changeRatio the difference by a's median, null where that is 0 or unknown
/// @param pValue of the test of Mann, Whitney and Wilcoxon, how likely chance alone makes such a
///   difference; null unless both sides have several runs
public record Change(
    String name,
    Unit unit,
    @Nullable Sample a,
    @Nullable Sample b,
    @Nullable Double difference,
    @Nullable Double changeRatio,
    @Nullable Double pValue) {

  /// The largest p-value at which a difference counts as shown.
  public static final double ALPHA = 0.05;

  static Change of(String name, Unit unit, double[] a, double[] b) {
    Sample before = a.length == 0 ? null : Sample.of(a);
    Sample after = b.length == 0 ? null : Sample.of(b);
    if (before == null || after == null) {
      return new Change(name, unit, before, after, null, null, null);
    }
    double difference = after.median() - before.median();
    return new Change(
        name,
        unit,
        before,
        after,
        difference,
        before.median() == 0 ? null : difference / before.median(),
        a.length > 1 && b.length > 1 ? RankSum.pValue(a, b) : null);
  }

  /// Whether both sides know it, and all runs of both agree.
  public boolean same() {
    return a != null && b != null && a.min() == b.max() && a.max() == b.min();
  }

  /// Whether it is 0 in all runs of both sides.
  boolean nothing() {
    return a != null && b != null && a.max() == 0 && b.max() == 0;
  }

  /// Whether a difference is more than chance, as far as there are runs enough to tell.
  public boolean shown() {
    return !same() && (pValue == null || pValue <= ALPHA);
  }
}
