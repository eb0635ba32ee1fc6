package dev.iotrace.probe;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One line of bpftrace's JSON output, whatever its version: the slow and careful way.
sealed interface BpftraceMessage {
  /// What a script printed.
  record Printed(String data) implements BpftraceMessage {}

  /// Events that did not fit the kernel's buffer.
  record Lost(long events) implements BpftraceMessage {}

  /// What was written to other file systems, of `calls-tree.bt`.
  record Elsewhere(List<Written> systems) implements BpftraceMessage {
    /// By the device number of one, in the kernel's form.
    record Written(long device, long writes, long bytes) {}
  }

  /// What its map of that name held when it ended, from inode to counter
  /// ([dev.iotrace.event.SumRead]).
  record Counters(Map<Long, Long> byInode) implements BpftraceMessage {}

  /// Known, and of no use to us.
  record Ignored() implements BpftraceMessage {}

  /// A type that this version of iotrace does not know.
  record Unknown() implements BpftraceMessage {}

  /// Not JSON, or half a line.
  record Malformed() implements BpftraceMessage {}

  /// Reads a line.
  static BpftraceMessage parse(byte[] bytes, int from, int end) {
    String line = Fields.text(bytes, from, end).strip();
    if (line.isEmpty()) {
      return new Ignored();
    }
    try {
      return Reading.message(Reading.MAPPER.readTree(line.getBytes(StandardCharsets.UTF_8)));
    } catch (JacksonException e) {
      return new Malformed();
    }
  }

  /// How the document is understood.
  final class Reading {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String COUNTERS = "@sum";

    private Reading() {}

    private static BpftraceMessage message(JsonNode document) {
      JsonNode data = document.path("data");
      return switch (document.path("type").stringValue("")) {
        case "printf" -> data.isString() ? new Printed(data.stringValue()) : new Malformed();
        case "lost_events" -> new Lost(lost(data));
        case "map" -> data.has(COUNTERS) ? counters(data.path(COUNTERS)) : new Ignored();
        case "attached_probes" -> new Ignored();
        case "stats" -> data.has("@elsewhere") ? elsewhere(data.path("@elsewhere")) : new Unknown();
        case "helper_error" -> deletedNothing(document) ? new Ignored() : new Unknown();
        case "" -> new Malformed();
        default -> new Unknown();
      };
    }

    /// `{"27": {"count": 105, "average": 1000, "total": 105000}}`
    private static BpftraceMessage elsewhere(JsonNode map) {
      List<Elsewhere.Written> systems = new ArrayList<>();
      for (Map.Entry<String, JsonNode> each : map.properties()) {
        JsonNode stats = each.getValue();
        try {
          long device = Long.parseUnsignedLong(each.getKey());
          systems.add(
              new Elsewhere.Written(
                  device, stats.path("count").asLong(0), stats.path("total").asLong(0)));
        } catch (NumberFormatException notOurs) {
          return new Malformed();
        }
      }
      return new Elsewhere(systems);
    }

    /// A script may delete what is not there; from 0.22 on bpftrace says so.
    private static boolean deletedNothing(JsonNode error) {
      return error.path("helper").stringValue("").equals("map_delete_elem");
    }

    /// `{"12": 34}`; large numbers are strings in newer versions, and negative in some.
    private static BpftraceMessage counters(JsonNode map) {
      Map<Long, Long> read = new TreeMap<>();
      try {
        map.propertyStream()
            .forEach(
                each ->
                    read.put(
                        Long.parseLong(each.getKey()),
                        new BigInteger(each.getValue().asString()).longValue()));
        return new Counters(read);
      } catch (NumberFormatException e) {
        return new Malformed();
      }
    }

    /// `{"events": 12}`, `{"events": "12"}`, `12` or `"12"`; at least one when it cannot be read.
    private static long lost(JsonNode data) {
      JsonNode count = data.isObject() ? data.path("events") : data;
      return Math.max(1, count.asLong(1));
    }
  }
}
