package dev.iotrace.write;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a command's files were charged, added up over those of the same kind.
final class Charges {
  private static final int PAGE_BYTES = 4096;

  private final WriteReport report;
  private final List<JsonNode> files;

  private Charges(WriteReport report, List<JsonNode> files) {
    this.report = report;
    this.files = files;
  }

  /// Of all that the command changed.
  static Charges of(WriteReport report) {
    return new Charges(report, Following.files(report));
  }

  /// Of those whose path ends so; a removed file has none.
  Charges named(String end) {
    return where(each -> each.get("path").asString().endsWith(end));
  }

  /// Of those below a directory of that name.
  Charges below(String directory) {
    return where(each -> each.get("path").asString().contains("/" + directory + "/"));
  }

  /// Of those that were gone when the command had ended, as far as it wrote to them.
  Charges removed() {
    return where(each -> each.get("path").asString().isEmpty() && each.get("writes").asLong() > 0);
  }

  /// Of those that so many bytes were written to.
  Charges ofBytes(long bytes) {
    return where(each -> each.get("bytes").asLong() == bytes);
  }

  private Charges where(Predicate<JsonNode> these) {
    return new Charges(report, files.stream().filter(these).toList());
  }

  int count() {
    return files.size();
  }

  List<String> paths() {
    return files.stream().map(each -> each.get("path").asString()).toList();
  }

  long writes() {
    return sum("writes");
  }

  long bytes() {
    return sum("bytes");
  }

  long syncs() {
    return sum("syncs");
  }

  private long sum(String figure) {
    return WriteReport.sum(files, each -> each.get(figure).asLong());
  }

  /// Bytes on the device for one cause.
  long deviceBytes(String cause) {
    return WriteReport.sum(files, each -> WriteReport.deviceBytes(each, cause));
  }

  /// Those that the command had in part at least when it ended.
  long flushes() {
    return report.number("/at_return/flushes");
  }

  /// The transactions of the journal that were written, in part at least, for the command.
  Set<Long> commits() {
    return report.requests("journal").stream()
        .map(each -> each.get("transaction").asLong())
        .collect(Collectors.toSet());
  }

  /// For each transaction of the journal, the processes that caused it.
  Map<Long, Set<Integer>> processesByCommit() {
    Map<Long, Integer> processes =
        report.writes().stream()
            .collect(
                Collectors.toMap(
                    each -> each.get("id").asLong(), each -> each.get("process_id").asInt()));
    Map<Long, Set<Integer>> found = new HashMap<>();
    for (JsonNode request : report.requests("journal")) {
      found.put(
          request.get("transaction").asLong(),
          request
              .get("caused_by")
              .valueStream()
              .map(each -> processes.get(each.asLong()))
              .collect(Collectors.toSet()));
    }
    return found;
  }

  /// What files of these sizes take when each is written back once.
  static long pages(Collection<Long> sizes) {
    return sizes.stream().mapToLong(Charges::pages).sum();
  }

  /// A size in whole pages.
  static long pages(long bytes) {
    return Math.ceilDiv(bytes, PAGE_BYTES) * PAGE_BYTES;
  }
}
