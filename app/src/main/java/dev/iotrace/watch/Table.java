package dev.iotrace.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// Sums by process and by file, the most active first, the rest as one.
final class Table {
  /// Rows of each kind.
  static final int MOST_ROWS = 100;

  private static final String REST = "others";

  private final Names names;
  private final Map<Writer, Tally> tallies;

  Table(Names names, Map<Writer, Tally> tallies) {
    this.names = names;
    this.tallies = tallies;
  }

  Tally total() {
    Tally total = new Tally();
    tallies.values().forEach(total::add);
    return total;
  }

  List<View.ProcessRow> processes() {
    List<View.ProcessRow> rows = new ArrayList<>();
    Tally rest = new Tally();
    for (Map.Entry<Integer, Tally> each : ranked(Writer::pid)) {
      int pid = each.getKey();
      if (rows.size() >= MOST_ROWS) {
        rest.add(each.getValue());
      } else {
        rows.add(new View.ProcessRow(pid > 0 ? pid : null, comm(pid), each.getValue().figures()));
      }
    }
    if (rest.isActive()) {
      rows.add(new View.ProcessRow(null, REST, rest.figures()));
    }
    return rows;
  }

  private String comm(int pid) {
    return switch (pid) {
      case 0 -> "kernel";
      case Writer.UNKNOWN -> "unknown";
      default -> names.comm(pid);
    };
  }

  List<View.FileRow> files() {
    List<View.FileRow> rows = new ArrayList<>();
    Tally rest = new Tally();
    for (Map.Entry<Long, Tally> each : ranked(Writer::number)) {
      long inode = each.getKey();
      if (rows.size() >= MOST_ROWS) {
        rest.add(each.getValue());
      } else if (inode == 0) {
        rows.add(new View.FileRow(null, null, each.getValue().figures()));
      } else {
        String path = names.path(inode).orElse(null);
        rows.add(new View.FileRow(inode, path, each.getValue().figures()));
      }
    }
    if (rest.isActive()) {
      rows.add(new View.FileRow(null, REST, rest.figures()));
    }
    return rows;
  }

  private <K extends Comparable<K>> List<Map.Entry<K, Tally>> ranked(Function<Writer, K> by) {
    Map<K, Tally> sums = new TreeMap<>();
    tallies.forEach(
        (writer, tally) -> sums.computeIfAbsent(by.apply(writer), _ -> new Tally()).add(tally));
    return sums.entrySet().stream()
        .filter(each -> each.getValue().isActive())
        .sorted(Comparator.comparingLong(each -> -each.getValue().activity()))
        .toList();
  }
}
