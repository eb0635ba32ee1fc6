package dev.iotrace.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/// Counters since the start, in the text form of OpenMetrics 1.0.
///
/// The first [#MOST_PROCESSES] names of processes have a label each, all others are `other`: a
/// counter that once appeared stays. For any thread.
public final class OpenMetrics {
  /// Values that the label `process` can have, beside `other`.
  static final int MOST_PROCESSES = 50;

  /// What the text is (OpenMetrics 1.0, "Protocol Negotiation").
  static final String CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final String OTHER = "other";

  private final Map<String, Tally> processes = new LinkedHashMap<>();
  private final Tally total = new Tally();
  private long unattributed;
  private long otherBytes;
  private View.Books books = new View.Books(0, 0, 0, 0, 0L, 0, 0L, 0);

  /// An interval more.
  public synchronized void add(View view) {
    for (View.ProcessRow row : view.processes()) {
      String name =
          processes.containsKey(row.comm()) || processes.size() < MOST_PROCESSES
              ? row.comm()
              : OTHER;
      processes.computeIfAbsent(name, _ -> new Tally()).add(row.figures());
    }
    total.add(view.total());
    unattributed += view.unattributedBytes();
    otherBytes += view.otherBytes();
    books = view.books();
  }

  /// All of it.
  public synchronized String text() {
    StringBuilder out = new StringBuilder();
    family(out, "iotrace_logical_bytes", "bytes", "Bytes that processes wrote to files.");
    processes.forEach((name, it) -> process(out, "iotrace_logical_bytes", name, it.bytes));
    family(out, "iotrace_logical_writes", "", "Calls by which they wrote.");
    processes.forEach((name, it) -> process(out, "iotrace_logical_writes", name, it.writes));
    family(out, "iotrace_syncs", "", "Calls of fsync and the like, and writes with O_SYNC.");
    processes.forEach((name, it) -> process(out, "iotrace_syncs", name, it.syncs));
    family(
        out,
        "iotrace_process_device_bytes",
        "bytes",
        "Bytes that the disk got, shared out among the processes that they are for.");
    processes.forEach(
        (name, it) -> process(out, "iotrace_process_device_bytes", name, it.deviceBytes()));
    family(out, "iotrace_device_bytes", "bytes", "Bytes that the disk got, by cause.");
    cause(out, "data", total.data);
    cause(out, "journal", total.journal);
    cause(out, "metadata", total.metadata);
    cause(out, "other_partitions", otherBytes);
    family(out, "iotrace_unattributed_bytes", "bytes", "Bytes that the disk got, without a cause.");
    plain(out, "iotrace_unattributed_bytes", unattributed);
    family(out, "iotrace_flushes", "", "Flush requests that went to the disk.");
    plain(out, "iotrace_flushes", books.issuedFlushes());
    family(out, "iotrace_issued_bytes", "bytes", "Bytes of the write requests that were traced.");
    plain(out, "iotrace_issued_bytes", books.issuedBytes());
    family(out, "iotrace_counter_bytes", "bytes", "Bytes that the disk's own counter grew by.");
    plain(out, "iotrace_counter_bytes", books.counterBytes());
    return out.append("# EOF\n").toString();
  }

  private static void family(StringBuilder out, String name, String unit, String help) {
    out.append("# TYPE ").append(name).append(" counter\n");
    if (!unit.isEmpty()) {
      out.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
    }
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
  }

  private static void plain(StringBuilder out, String name, long value) {
    out.append(name).append("_total ").append(value).append('\n');
  }

  private static void process(StringBuilder out, String name, String process, long value) {
    labelled(out, name, "process", process, value);
  }

  private static void cause(StringBuilder out, String cause, long value) {
    labelled(out, "iotrace_device_bytes", "cause", cause, value);
  }

  private static void labelled(
      StringBuilder out, String name, String label, String text, long value) {
    out.append(name).append("_total{").append(label).append("=\"");
    out.append(escaped(text)).append("\"} ").append(value).append('\n');
  }

  /// A label's value: backslash, quote and line feed are escaped, and nothing else (OpenMetrics
  /// 1.0, `escaped-char`). Half a surrogate pair is no text and becomes a question mark.
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '\\' -> escaped.append("\\\\");
                case '"' -> escaped.append("\\\"");
                case '\n' -> escaped.append("\\n");
                default -> {
                  boolean half = Character.getType(letter) == Character.SURROGATE;
                  escaped.appendCodePoint(half ? '?' : letter);
                }
              }
            });
    return escaped.toString();
  }
}
