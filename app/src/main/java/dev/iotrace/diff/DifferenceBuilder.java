package dev.iotrace.diff;

import dev.iotrace.diff.Difference.SettingChange;
import dev.iotrace.diff.Difference.Side;
import dev.iotrace.saved.Figure;
import dev.iotrace.saved.Figure.Unit;
import dev.iotrace.saved.SavedReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Makes a [Difference] of the reports of two sides.
public final class DifferenceBuilder {
  private final List<SavedReport> a;
  private final List<SavedReport> b;

  /// @param a at least one
  /// @param b at least one
  public DifferenceBuilder(List<SavedReport> a, List<SavedReport> b) {
    this.a = a;
    this.b = b;
  }

  /// @param version of this iotrace
  public Difference build(String version) {
    return new Difference(
        Difference.SCHEMA,
        version,
        side(a),
        side(b),
        settings(),
        figures(),
        sums(SavedReport::bytesByCause),
        sums(SavedReport::bytesByFile),
        caveats());
  }

  private static Side side(List<SavedReport> reports) {
    return new Side(
        reports.stream().map(report -> report.file().toString()).toList(),
        reports.stream().allMatch(SavedReport::exact));
  }

  private List<SettingChange> settings() {
    List<Map<String, String>> before = each(a, SavedReport::setting);
    List<Map<String, String>> after = each(b, SavedReport::setting);
    List<SettingChange> changes = new ArrayList<>();
    for (String name : names(before, after)) {
      String was = values(before, name);
      String is = values(after, name);
      if (!was.equals(is)) {
        changes.add(new SettingChange(name, was, is));
      }
    }
    return changes;
  }

  private static String values(List<Map<String, String>> settings, String name) {
    Set<String> values = new TreeSet<>();
    settings.forEach(setting -> values.add(setting.getOrDefault(name, "")));
    return String.join(" or ", values);
  }

  private static <T> List<Map<String, T>> each(
      List<SavedReport> reports, Function<SavedReport, Map<String, T>> part) {
    return reports.stream().map(part).toList();
  }

  /// All names, in the order in which they come first.
  private static <T> Set<String> names(List<Map<String, T>> a, List<Map<String, T>> b) {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(a.stream(), b.stream()).forEach(each -> names.addAll(each.keySet()));
    return names;
  }

  private List<Change> figures() {
    List<Change> changes = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      double[] before = values(a, figure);
      double[] after = values(b, figure);
      if (before.length + after.length > 0) {
        changes.add(Change.of(figure.words(), figure.unit(), before, after));
      }
    }
    return changes;
  }

  private static double[] values(List<SavedReport> reports, Figure figure) {
    return reports.stream()
        .map(report -> report.figure(figure))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::orElseThrow)
        .toArray();
  }

  /// The most bytes first.
  private List<Change> sums(Function<SavedReport, Map<String, Long>> part) {
    List<Map<String, Long>> before = each(a, part);
    List<Map<String, Long>> after = each(b, part);
    return names(before, after).stream()
        .map(name -> Change.of(name, Unit.BYTES, bytes(before, name), bytes(after, name)))
        .sorted(Comparator.comparingDouble(DifferenceBuilder::largest).reversed())
        .toList();
  }

  private static double[] bytes(List<Map<String, Long>> sums, String name) {
    return sums.stream().mapToDouble(each -> each.getOrDefault(name, 0L)).toArray();
  }

  private static double largest(Change change) {
    double before = change.a() == null ? 0 : change.a().median();
    return Math.max(before, change.b() == null ? 0 : change.b().median());
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    Stream.concat(a.stream(), b.stream())
        .filter(report -> !report.exact())
        .forEach(report -> caveats.add(caveat(report)));
    if (a.size() > 1 && b.size() > 1) {
      double least = RankSum.least(a.size(), b.size());
      if (least > Change.ALPHA) {
        caveats.add(
            String.format(
                Locale.ROOT,
                "%d and %d runs are too few to show any difference: chance alone makes the largest"
                    + " once in %.0f times (p %.2f); take 4 or more each",
                a.size(),
                b.size(),
                1 / least,
                least));
      }
    }
    return caveats;
  }

  private static String caveat(SavedReport report) {
    String why =
        report.verdict().equals("closed")
            ? report.state().equals("complete")
                ? "not all had reached its place"
                : "the run was " + report.state()
            : "the books are " + report.verdict();
    return report.file() + " is not exact (" + why + "): its figures may be more";
  }
}
