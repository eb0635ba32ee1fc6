package dev.iotrace.report;

import java.util.ArrayList;
import java.util.List;

/// What a reader should know beside the figures, which are right all the same.
final class Notes {
  private static final int MOST_NAMED = 5;

  private Notes() {}

  static List<String> lines(Report report, int columns) {
    List<String> lines = new ArrayList<>();
    Report.Unlisted more = report.unlisted();
    if (more != null) {
      lines.addAll(Prose.wrap("  ", unlisted(report, more), columns));
    }
    Long summedNs = report.logical().summedAfterNs();
    if (summedNs != null) {
      lines.addAll(Prose.wrap("  ", summed(summedNs), columns));
    }
    List<Report.LeftRunning> left = report.leftRunning();
    if (!left.isEmpty()) {
      lines.addAll(Prose.wrap("  ", leftRunning(left), columns));
    }
    for (ElsewhereEntry each : report.elsewhere()) {
      lines.addAll(Prose.wrap("  ", elsewhere(each), columns));
    }
    return lines;
  }

  /// Only JSON and CSV list them.
  private static String unlisted(Report report, Report.Unlisted more) {
    return "as JSON and CSV "
        + Words.count(report.requests().size(), "request")
        + " and "
        + Words.count(report.writes().size(), "write")
        + " are listed one by one; "
        + Words.number(more.requests())
        + " and "
        + Words.number(more.writes())
        + " more are in all sums";
  }

  private static String summed(long afterNs) {
    return "so many calls wrote to the page cache that they were added up after "
        + Words.duration(afterNs)
        + "; --detail writes tells each, and slows down by more";
  }

  private static String elsewhere(ElsewhereEntry each) {
    return "also wrote "
        + Words.count(each.bytes(), "byte")
        + " on "
        + SafeText.of(each.path())
        + " ("
        + SafeText.of(each.fileSystem())
        + "), not traced; --target "
        + SafeText.of(each.path());
  }

  private static String leftRunning(List<Report.LeftRunning> left) {
    String named =
        String.join(
            ", ",
            left.stream()
                .limit(MOST_NAMED)
                .map(each -> each.processId() + " " + SafeText.of(each.comm()))
                .toList());
    return "left running, and not followed any more: "
        + named
        + (left.size() > MOST_NAMED ? " and " + (left.size() - MOST_NAMED) + " more" : "");
  }
}
