package dev.iotrace.report;

import dev.iotrace.correlate.Cause;
import dev.iotrace.event.Syscall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the processes of a command did to files beside writing: by system call and process, the
/// most expensive first.
final class OperationTable {
  /// Rows shown before the rest is only counted; the JSON has all.
  private static final int MOST_ROWS = 20;

  private OperationTable() {}

  private record Key(Syscall call, int processId) {}

  /// What one process did by one call.
  private static final class Row {
    private final Set<Long> inodes = new HashSet<>();
    private long deviceBytes;

    private long deviceBytes() {
      return deviceBytes;
    }
  }

  static List<String> lines(Report report, int columns) {
    if (report.processes().isEmpty()) {
      return List.of();
    }
    Map<Key, Row> rows = new LinkedHashMap<>();
    Map<Integer, String> names = new LinkedHashMap<>();
    report.processes().forEach(each -> names.put(each.processId(), each.comm()));
    Set<Long> reads = new HashSet<>();
    report.requests().stream()
        .filter(each -> each.cause() == Cause.READ)
        .forEach(each -> reads.add(each.id()));
    for (WriteEntry each : report.writes()) {
      if (!isCall(each) && !onlyRead(each, reads)) {
        Row row = rows.computeIfAbsent(new Key(each.syscall(), each.processId()), _ -> new Row());
        row.deviceBytes += each.deviceBytes();
        if (each.inode() != 0) {
          row.inodes.add(each.inode());
        }
      }
    }
    return rows.isEmpty() ? List.of() : table(rows, names, columns);
  }

  private static List<String> table(Map<Key, Row> rows, Map<Integer, String> names, int columns) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.Column.left("changed by", 9),
                TextTable.Column.elastic("process", 8, 16),
                TextTable.Column.right("files", 5),
                TextTable.Column.right("on device", 7)));
    rows.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparingLong(Row::deviceBytes).reversed()))
        .limit(MOST_ROWS)
        .forEach(
            each -> {
              int process = each.getKey().processId();
              table.add(
                  List.of(
                      each.getKey().call().word(),
                      process + " " + SafeText.of(names.getOrDefault(process, "")),
                      Words.number(each.getValue().inodes.size()),
                      Words.number(each.getValue().deviceBytes())));
            });
    List<String> lines = new ArrayList<>(table.lines(columns));
    if (rows.size() > MOST_ROWS) {
      lines.add("  and " + Words.number(rows.size() - MOST_ROWS) + " more: see --json");
    }
    return lines;
  }

  /// What it waited for and never changed: a directory in which it looked something up.
  private static boolean onlyRead(WriteEntry operation, Set<Long> reads) {
    return !operation.requests().isEmpty() && reads.containsAll(operation.requests());
  }

  private static boolean isCall(WriteEntry write) {
    Syscall call = write.syscall();
    return call == Syscall.SUMMED || (call.writes() && call != Syscall.MMAP);
  }
}
