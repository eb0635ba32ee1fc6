package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;

/// Bytes by cause as bars of characters.
final class Bars {
  private static final List<Cause> WRITTEN =
      List.of(Cause.DATA, Cause.JOURNAL, Cause.METADATA, Cause.SUPERBLOCK, Cause.UNKNOWN);
  private static final int NUMBER_WIDTH = 11;
  private static final String GAP = "  ";

  private Bars() {}

  /// A bar for each cause of one run that has bytes, and their sum.
  static List<String> causes(Reading run, int columns) {
    List<Cause> causes = WRITTEN.stream().filter(cause -> run.bytes(cause) > 0).toList();
    long most = causes.stream().mapToLong(run::bytes).max().orElse(1);
    int label = "superblock".length();
    int room = columns - 2 * GAP.length() - label - NUMBER_WIDTH - 1;
    List<String> lines = new ArrayList<>();
    for (Cause cause : causes) {
      lines.add(line(cause.word(), label, run.bytes(cause), bar(run, cause, most, room)));
    }
    lines.add(line("in all", label, run.total(), ""));
    return lines;
  }

  /// One bar for each run, made of a letter for each cause.
  static List<String> stacked(List<Reading> runs, int columns) {
    long most = runs.stream().mapToLong(Reading::total).max().orElse(1);
    int label = runs.stream().mapToInt(run -> run.name().length()).max().orElse(0);
    // Each cause may take a character more than its share.
    int room = columns - 2 * GAP.length() - label - NUMBER_WIDTH - 1 - WRITTEN.size();
    List<String> lines = new ArrayList<>();
    for (Reading run : runs) {
      StringBuilder bar = new StringBuilder();
      for (Cause cause : WRITTEN) {
        String letter = cause.word().substring(0, 1);
        bar.append(bar(run, cause, Math.max(1, most), room).replace("#", letter));
      }
      lines.add(line(run.name(), label, run.total(), bar.toString()));
    }
    lines.add(GAP + "d data, j journal, m metadata, s superblock, u unknown; bytes");
    return lines;
  }

  private static String bar(Reading run, Cause cause, long most, int room) {
    long bytes = run.bytes(cause);
    int length = Math.toIntExact(Math.ceilDiv(bytes * Math.max(1, room), Math.max(1, most)));
    return "#".repeat(length);
  }

  private static String line(String label, int width, long bytes, String bar) {
    String number = Words.number(bytes);
    String line =
        GAP
            + label
            + " ".repeat(width - label.length())
            + " ".repeat(Math.max(1, NUMBER_WIDTH - number.length()))
            + number
            + GAP
            + bar;
    return line.stripTrailing();
  }
}
