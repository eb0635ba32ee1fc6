package dev.iotrace.lab;

import dev.iotrace.report.Moments;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.TextTable;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import dev.iotrace.report.WriteEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// What happened when, requests of one cause in a row as one line.
final class Story {
  private record Moment(long timeNs, String what) {}

  private Story() {}

  static List<String> of(Reading run, int columns) {
    List<Moment> moments = new ArrayList<>(requests(run));
    for (WriteEntry write : run.report().writes()) {
      moments.add(new Moment(write.startNs(), "the write begins"));
      moments.add(new Moment(write.startNs() + write.latencyNs(), "the write has returned"));
    }
    Long returnedNs = run.report().atReturn().afterNs();
    if (returnedNs != null && run.syncs() > 0) {
      moments.add(new Moment(returnedNs, "the sync has returned"));
    }
    Long durableNs = Moments.durableAfterNs(run.report());
    if (durableNs != null) {
      moments.add(new Moment(durableNs, "SAFE: from here on a power cut loses nothing"));
    }
    moments.sort(Comparator.comparingLong(Moment::timeNs));
    TextTable table =
        new TextTable(List.of(Column.right("when", 2), Column.elastic("what", 1, 20)));
    moments.forEach(it -> table.add(List.of(Words.moment(it.timeNs), it.what)));
    return table.lines(columns);
  }

  private static List<Moment> requests(Reading run) {
    List<Moment> moments = new ArrayList<>();
    List<RequestEntry> requests = run.requests(_ -> true);
    int from = 0;
    for (int at = 1; at <= requests.size(); at++) {
      if (at == requests.size() || !alike(requests.get(from), requests.get(at))) {
        List<RequestEntry> group = requests.subList(from, at);
        moments.add(new Moment(group.getFirst().issuedNs(), words(group)));
        from = at;
      }
    }
    return moments;
  }

  private static boolean alike(RequestEntry one, RequestEntry other) {
    return one.cause() == other.cause()
        && one.path() == other.path()
        && Objects.equals(one.transaction(), other.transaction());
  }

  private static String words(List<RequestEntry> group) {
    RequestEntry first = group.getFirst();
    long bytes = group.stream().mapToLong(RequestEntry::bytes).sum();
    String transaction =
        first.transaction() == null ? "" : " of transaction " + first.transaction();
    String size = bytes == 0 ? "" : ", " + Words.count(bytes, "byte");
    String often = group.size() == 1 ? "" : " in " + Words.count(group.size(), "request");
    return first.cause().word() + transaction + size + often;
  }
}
