package dev.iotrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When the call returned, when the bytes were safe, when everything had settled.
public final class Moments {
  private Moments() {}

  /// When a power cut no longer lost any write that was made, in nanoseconds since the first began;
  /// null when that did not come within the trace, or nothing was written.
  public static @Nullable Long durableAfterNs(Report report) {
    return wrote(report) == 0 || undurable(report) > 0 ? null : lastDurableNs(report);
  }

  /// Why [#durableAfterNs] is null where something was written; empty when it is not null.
  public static String whyNotDurable(Report report) {
    return undurable(report) > 0 ? why(report) : "";
  }

  static List<String> lines(Report report, int columns) {
    List<String> lines = new ArrayList<>();
    Long returnedNs = report.atReturn().afterNs();
    if (returnedNs != null && report.logical().writes() + report.logical().syncs() > 0) {
      lines.addAll(moment("returned", returnedNs, calls(report), columns));
    }
    lines.addAll(durable(report, columns));
    Long settledNs = report.settled().afterNs();
    if (report.settled().complete() && settledNs != null) {
      lines.addAll(moment("settled", settledNs, "", columns));
    }
    return lines;
  }

  private static List<String> moment(String what, long afterNs, String remark, int columns) {
    String label = "  " + what + " after" + " ".repeat(10 - what.length());
    return Prose.wrap(label, Words.duration(afterNs) + remark, columns);
  }

  /// What the time covers when it is more than one write's.
  private static String calls(Report report) {
    Report.Logical logical = report.logical();
    if (logical.writes() == 1 && logical.syncs() == 0) {
      return "";
    }
    Report.Unlisted more = report.unlisted();
    long slowestNs =
        Math.max(
            report.writes().stream().mapToLong(WriteEntry::latencyNs).max().orElse(0),
            more == null ? 0 : more.slowestNs());
    String slowest =
        summed(report) || logical.writes() == 0
            ? ""
            : "; the slowest write took " + Words.duration(slowestNs);
    return " ("
        + Words.count(logical.writes(), "write")
        + ", "
        + Words.count(logical.syncs(), "sync")
        + slowest
        + ")";
  }

  /// Whether calls were counted, not told, if only some: a sum begins with the first of its writes.
  private static boolean summed(Report report) {
    return report.logical().summedAfterNs() != null
        || report.writes().stream().anyMatch(write -> write.calls() > 0);
  }

  private static List<String> durable(Report report, int columns) {
    long writes = wrote(report);
    long undurable = undurable(report);
    if (writes == 0) {
      return List.of();
    }
    if (undurable > 0) {
      String which = writes == 1 ? "" : Words.count(undurable, "write") + " ";
      return Prose.wrap("  ", which + "not durable within the trace: " + why(report), columns);
    }
    return moment("durable", lastDurableNs(report), writes == 1 ? "" : ofMany(report), columns);
  }

  private static String ofMany(Report report) {
    Durations each = report.stages().writeToDurable();
    return each == null
        ? " (the last write)"
        : (summed(report)
                ? " (the last write; since the first of its sum each p50 "
                : " (the last write; since its own start each p50 ")
            + Words.duration(each.p50Ns())
            + ", p99 "
            + Words.duration(each.p99Ns())
            + ")";
  }

  /// How many writes wrote something.
  private static long wrote(Report report) {
    Report.Unlisted more = report.unlisted();
    return report.writes().stream().filter(Moments::wrote).count()
        + (more == null ? 0 : more.wrote());
  }

  private static boolean wrote(WriteEntry write) {
    return write.result() > 0;
  }

  /// How many of them did not become safe.
  private static long undurable(Report report) {
    Report.Unlisted more = report.unlisted();
    return report.writes().stream()
            .filter(write -> wrote(write) && write.durableAfterNs() == null)
            .count()
        + (more == null ? 0 : more.undurable());
  }

  /// When the last write became safe, of at least one.
  private static long lastDurableNs(Report report) {
    Report.Unlisted more = report.unlisted();
    Long later = more == null ? null : more.durableAfterNs();
    return Stream.concat(
            report.writes().stream().filter(Moments::wrote).map(WriteEntry::durableAfterNs),
            Stream.ofNullable(later))
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .max()
        .orElseThrow();
  }

  private static String why(Report report) {
    boolean flushed = report.settled().flushes() + report.settled().fuaWrites() > 0;
    return report.settled().complete() && report.target().device().writeCache() && !flushed
        ? "nothing flushed the device's cache"
        : "the trace ended before the bytes were safe";
  }
}
