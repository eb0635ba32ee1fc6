package dev.iotrace.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who wrote and what was written to, the most expensive first.
public final class ParticipantTables {
  /// Rows shown before the rest is only counted; the JSON has all.
  private static final int MOST_ROWS = 20;

  private ParticipantTables() {}

  /// @param exact whether there is no caveat; else the ratios are lower bounds
  static List<String> processes(List<ProcessEntry> entries, boolean exact, int columns) {
    TextTable table = table(TextTable.Column.elastic("process", 9, 16));
    entries.stream()
        .limit(MOST_ROWS)
        .forEach(
            each ->
                table.add(
                    row(
                        each.processId() + " " + SafeText.of(each.comm()),
                        each.writes(),
                        each.bytes(),
                        each.syncs(),
                        each.deviceBytes(),
                        ratio(each.amplificationRatio(), exact))));
    return lines(table, entries.size(), "processes", columns);
  }

  /// The files and directories that a command changed.
  ///
  /// @param exact whether there is no caveat; else the ratios are lower bounds
  public static List<String> files(List<FileEntry> entries, boolean exact, int columns) {
    TextTable table = table(TextTable.Column.path("file", 9, 16));
    entries.stream()
        .limit(MOST_ROWS)
        .forEach(
            each ->
                table.add(
                    row(
                        name(each),
                        each.writes(),
                        each.bytes(),
                        each.syncs(),
                        each.deviceBytes(),
                        ratio(each.amplificationRatio(), exact))));
    return lines(table, entries.size(), "files", columns);
  }

  private static String name(FileEntry file) {
    if (file.inode() == 0) {
      return "(no file's)";
    }
    return file.path().isEmpty() ? "inode " + file.inode() : SafeText.of(file.path());
  }

  private static TextTable table(TextTable.Column what) {
    return new TextTable(
        List.of(
            what,
            TextTable.Column.right("writes", 5),
            TextTable.Column.right("bytes", 7),
            TextTable.Column.right("syncs", 3),
            TextTable.Column.right("on device", 8),
            TextTable.Column.right("ratio", 6)));
  }

  private static List<String> row(
      String name, long writes, long bytes, long syncs, long device, String ratio) {
    return List.of(
        name,
        Words.number(writes),
        Words.number(bytes),
        Words.number(syncs),
        Words.number(device),
        ratio);
  }

  private static String ratio(@Nullable Double ratio, boolean exact) {
    return ratio == null ? "-" : Words.ratio(ratio, exact);
  }

  private static List<String> lines(TextTable table, int rows, String what, int columns) {
    if (rows == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(table.lines(columns));
    if (rows > MOST_ROWS) {
      lines.add("  and " + Words.number(rows - MOST_ROWS) + " more " + what + ": see --json");
    }
    return lines;
  }
}
