package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.Moments;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.Words;
import dev.iotrace.report.WriteEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// A run from the first write to the last request, in lanes: the calls, what the device was sent by
/// cause, and from when on a power cut loses nothing.
final class TimeLine {
  private static final List<Cause> LANES =
      List.of(Cause.DATA, Cause.JOURNAL, Cause.SUPERBLOCK, Cause.FLUSH, Cause.METADATA);
  private static final int LABEL = 12;

  private final long endNs;
  private final int cells;

  private TimeLine(long endNs, int cells) {
    this.endNs = endNs;
    this.cells = cells;
  }

  static List<String> of(Reading run, int columns) {
    long endNs = 1;
    for (RequestEntry request : run.requests(_ -> true)) {
      Long completedNs = request.completedNs();
      endNs = Math.max(endNs, completedNs == null ? request.issuedNs() : completedNs);
    }
    Long returnedNs = run.report().atReturn().afterNs();
    endNs = Math.max(endNs, returnedNs == null ? 0 : returnedNs);
    return new TimeLine(endNs, Math.max(1, columns - LABEL - 2)).lines(run);
  }

  private List<String> lines(Reading run) {
    List<String> lines = new ArrayList<>();
    String end = Words.duration(endNs);
    lines.add(" ".repeat(LABEL) + "0" + " ".repeat(Math.max(1, cells - end.length())) + end);
    lines.add(lane("calls", cells -> calls(run, cells)));
    for (Cause cause : LANES) {
      List<RequestEntry> requests = run.requests(cause);
      if (!requests.isEmpty()) {
        lines.add(
            lane(cause.word(), cells -> requests.forEach(it -> cells[cell(it.issuedNs())] = '#')));
      }
    }
    Long durableNs = Moments.durableAfterNs(run.report());
    if (durableNs != null) {
      lines.add(lane("safe", cells -> Arrays.fill(cells, cell(durableNs), cells.length, '=')));
    }
    return lines;
  }

  private void calls(Reading run, char[] lane) {
    for (WriteEntry write : run.report().writes()) {
      lane[cell(write.startNs())] = 'w';
    }
    Long returnedNs = run.report().atReturn().afterNs();
    if (returnedNs != null && run.syncs() > 0) {
      lane[cell(returnedNs)] = 's';
    }
  }

  private String lane(String label, Consumer<char[]> marks) {
    char[] lane = new char[cells];
    Arrays.fill(lane, '.');
    marks.accept(lane);
    return "  " + label + " ".repeat(LABEL - 2 - label.length()) + "|" + new String(lane) + "|";
  }

  private int cell(long timeNs) {
    double part = (double) Math.max(0, timeNs) / endNs;
    return Math.min(cells - 1, (int) (part * cells));
  }
}
