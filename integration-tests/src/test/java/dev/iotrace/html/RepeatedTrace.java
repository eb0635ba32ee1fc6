package dev.iotrace.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A long trace, made by playing a recorded one of 23 writes of 4,096 bytes on ext4, each with its
/// fsync, again and again: later, further on in the file, in later transactions. Its books close as
/// the recorded one's do.
final class RepeatedTrace {
  /// The recorded run, and how many requests of its writes a replay finds.
  static final int REQUESTS = 123;

  private static final Path RECORDED =
      Path.of(
          System.getProperty("iotrace.root"),
          "app/src/test/resources/traces/recorded-6.18-bpftrace-0.17-ext4-fsync-23/trace.jsonl.gz");

  private static final long PERIOD_NS = 90_000_000;
  private static final long WRITES = 23;
  private static final long BLOCK_BYTES = 4096;
  private static final long BLOCK_SECTORS = 8;

  /// The recorded data is within so many blocks.
  private static final long STRIDE_BLOCKS = 1024;

  private static final long FIRST_DATA_SECTOR = 263_296;
  private static final long FIRST_JOURNAL_SECTOR = 1_048_576;
  private static final Set<String> ONLY_FIRST = Set.of("START", "inode_allocated");
  private static final Set<String> ONLY_LAST = Set.of("END", "workload_ended");

  private RepeatedTrace() {}

  /// Makes the file.
  static void write(Path file, int times) throws IOException {
    List<String> recorded = lines();
    List<String> made = new ArrayList<>();
    made.add(recorded.getFirst());
    for (int time = 0; time < times; time++) {
      for (String line : recorded.subList(1, recorded.size() - 1)) {
        ObjectNode event = (ObjectNode) JsonMapper.shared().readTree(line);
        if (belongs(event, time, times)) {
          shift(event, time);
          made.add(event.toString());
        }
      }
    }
    ObjectNode footer = (ObjectNode) JsonMapper.shared().readTree(recorded.getLast());
    add((ObjectNode) footer.get("footer"), "settled_ns", (times - 1) * PERIOD_NS);
    made.add(footer.toString());
    Files.write(file, made);
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RECORDED)), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }

  /// The counters and the syncfs that settles are for the whole.
  private static boolean belongs(ObjectNode event, int time, int times) {
    String kind = event.path("moment").asString(event.get("event").asString());
    boolean settling =
        event.get("event").asString().startsWith("call_") && event.path("id").asLong(1) == 0;
    boolean first = time == 0;
    boolean last = time == times - 1;
    return (first || !ONLY_FIRST.contains(kind))
        && (last || !(ONLY_LAST.contains(kind) || settling))
        && !kind.equals("DURING");
  }

  private static void shift(ObjectNode event, int time) {
    add(event, "time_ns", time * PERIOD_NS);
    add(event, "after_ns", time * PERIOD_NS);
    add(event, "transaction", time * WRITES);
    add(event, "page_index", time * WRITES);
    add(event, "file_block", time * WRITES);
    if (event.path("id").asLong(0) > 0) {
      add(event, "id", 2 * WRITES * time);
    }
    if (event.path("call").asString("").equals("write") && event.path("offset").asLong(-1) >= 0) {
      add(event, "offset", time * WRITES * BLOCK_BYTES);
    }
    if (event.get("event").asString().equals("blocks_allocated")) {
      add(event, "block", time * STRIDE_BLOCKS);
    }
    if (event.has("context")) {
      ObjectNode context = (ObjectNode) event.get("context");
      add(context, "since_ns", time * PERIOD_NS);
      add(context, "transaction", time * WRITES);
    }
    if (event.has("sectors")) {
      shiftData((ArrayNode) event.get("sectors"), time);
    }
    if (event.path("moment").asString("").equals("END")) {
      // What each time adds: the difference of the recorded readings.
      ObjectNode counters = (ObjectNode) event.get("counters");
      add(counters, "write_bytes", time * (1_164_457_472L - 1_163_851_264L));
      add(counters, "read_bytes", time * (34_032_128L - 34_028_032L));
      add(counters, "flushes", time * (1109L - 1062L));
    }
  }

  private static void shiftData(ArrayNode sectors, int time) {
    long sector = sectors.get(0).asLong();
    if (sector >= FIRST_DATA_SECTOR && sector < FIRST_JOURNAL_SECTOR) {
      sectors.set(
          0, JsonMapper.shared().valueToTree(sector + time * STRIDE_BLOCKS * BLOCK_SECTORS));
    }
  }

  /// Leaves alone what is not there, and zero, which means none.
  private static void add(ObjectNode node, String key, long more) {
    JsonNode value = node.path(key);
    boolean counted =
        value.isNumber()
            && (value.asLong() != 0 || key.startsWith("page") || key.startsWith("file"));
    if (counted) {
      node.put(key, value.asLong() + more);
    }
  }
}
