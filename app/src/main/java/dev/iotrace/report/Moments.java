package dev.iotrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// When the call returned, when the bytes were safe, when everything had settled.
public final class Moments {
  private Moments() {}

  /// When a power cut no longer lost any write that was made, in nanoseconds since the first began;
  /// null when that did not come within the trace, or nothing was written.
  public static @Nullable Long durableAfterNs(Report report) {
    return safe(report).size() < wrote(report).size() || wrote(report).isEmpty()
        ? null
        : safe(report).getLast();
  }

  /// Why [#durableAfterNs] is null where something was written; empty when it is not null.
  public static String whyNotDurable(Report report) {
    return safe(report).size() < wrote(report).size() ? why(report) : "";
  }

  static List<String> lines(Report report, int columns) {
    List<String> lines = new ArrayList<>();
    Long returnedNs = report.atReturn().afterNs();
    if (returnedNs != null) {
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
    long slowestNs = report.writes().stream().mapToLong(WriteEntry::latencyNs).max().orElse(0);
    return " ("
        + Words.count(logical.writes(), "write")
        + ", "
        + Words.count(logical.syncs(), "sync")
        + "; the slowest write took "
        + Words.duration(slowestNs)
        + ")";
  }

  private static List<String> durable(Report report, int columns) {
    List<WriteEntry> wrote = wrote(report);
    List<Long> safe = safe(report);
    int writes = wrote.size();
    if (writes == 0) {
      return List.of();
    }
    if (safe.size() < writes) {
      String which = writes == 1 ? "" : Words.count(writes - safe.size(), "write") + " ";
      return Prose.wrap("  ", which + "not durable within the trace: " + why(report), columns);
    }
    return moment("durable", safe.getLast(), writes == 1 ? "" : ofMany(report), columns);
  }

  private static String ofMany(Report report) {
    Durations each = report.stages().writeToDurable();
    return each == null
        ? " (the last write)"
        : " (the last write; since its own start each p50 "
            + Words.duration(each.p50Ns())
            + ", p99 "
            + Words.duration(each.p99Ns())
            + ")";
  }

  private static List<WriteEntry> wrote(Report report) {
    return report.writes().stream().filter(write -> write.result() > 0).toList();
  }

  /// When each became safe, of those that did, sorted.
  private static List<Long> safe(Report report) {
    return wrote(report).stream()
        .map(WriteEntry::durableAfterNs)
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  private static String why(Report report) {
    boolean flushed = report.settled().flushes() + report.settled().fuaWrites() > 0;
    return report.settled().complete() && report.target().device().writeCache() && !flushed
        ? "nothing flushed the device's cache"
        : "the trace ended before the bytes were safe";
  }
}
