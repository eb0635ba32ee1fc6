package dev.iotrace.expect;

import dev.iotrace.report.Words;
import dev.iotrace.saved.Figure;
import dev.iotrace.saved.Figure.Unit;
import dev.iotrace.saved.SavedReport;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/// A figure is to be within a bound, the bound included.
///
/// The figures of a report that is not exact are lower bounds: they can show that there is enough,
/// and that there is too much, but never that there is no more.
public final class Band implements Expectation {
  private final Measure measure;
  private final double bound;
  private final boolean most;

  /// What is measured, empty where a report does not tell.
  private record Measure(String name, Unit unit, Function<SavedReport, OptionalDouble> of) {
    private static Measure of(Figure figure) {
      return new Measure(figure.words(), figure.unit(), report -> report.figure(figure));
    }
  }

  private Band(Measure measure, double bound, boolean most) {
    this.measure = measure;
    this.bound = bound;
    this.most = most;
  }

  /// The figure is at most that.
  public static Band atMost(Figure figure, double bound) {
    return new Band(Measure.of(figure), bound, true);
  }

  /// The figure is at least that.
  public static Band atLeast(Figure figure, double bound) {
    return new Band(Measure.of(figure), bound, false);
  }

  /// So many flushes at most for each sync that the program asked for.
  public static Band flushesPerSync(double bound) {
    return new Band(new Measure("flushes per sync", Unit.RATIO, Band::flushesPerSync), bound, true);
  }

  private static OptionalDouble flushesPerSync(SavedReport report) {
    OptionalDouble flushes = report.figure(Figure.FLUSHES);
    double syncs = report.figure(Figure.SYNCS).orElse(0);
    return syncs == 0 || flushes.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(flushes.getAsDouble() / syncs);
  }

  /// Every write is durable within so many nanoseconds of its beginning. A report with one that is
  /// not known to be durable does not tell.
  public static Band durable(double bound) {
    Measure longest = Measure.of(Figure.DURABLE_LONGEST);
    return new Band(
        new Measure(
            longest.name,
            longest.unit,
            report -> report.allDurable() ? longest.of.apply(report) : OptionalDouble.empty()),
        bound,
        true);
  }

  @Override
  public String words() {
    return measure.name + (most ? " <= " : " >= ") + words(bound);
  }

  @Override
  public Outcome check(SavedReport report) {
    OptionalDouble found = measure.of.apply(report);
    if (found.isEmpty()) {
      return new Outcome(words(), false, "the report does not tell");
    }
    double value = found.getAsDouble();
    if (!most) {
      return new Outcome(words(), value >= bound, words(value));
    }
    if (value > bound || report.exact()) {
      return new Outcome(words(), value <= bound, words(value));
    }
    return new Outcome(words(), false, words(value) + " or more: " + Exactness.whyNot(report));
  }

  private String words(double value) {
    return switch (measure.unit) {
      case COUNT, BYTES -> Words.number(Math.round(value));
      case RATIO ->
          new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT))
              .format(value);
      case NANOSECONDS -> Words.duration(Math.round(value));
    };
  }
}
