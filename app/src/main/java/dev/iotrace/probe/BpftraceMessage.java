package dev.iotrace.probe;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One line of bpftrace's JSON output, whatever its version: the slow and careful way.
sealed interface BpftraceMessage {
  /// What a script printed.
  record Printed(String data) implements BpftraceMessage {}

  /// Events that did not fit the kernel's buffer.
  record Lost(long events) implements BpftraceMessage {}

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

    private Reading() {}

    private static BpftraceMessage message(JsonNode document) {
      JsonNode data = document.path("data");
      return switch (document.path("type").stringValue("")) {
        case "printf" -> data.isString() ? new Printed(data.stringValue()) : new Malformed();
        case "lost_events" -> new Lost(lost(data));
        case "attached_probes", "map" -> new Ignored();
        case "helper_error" -> deletedNothing(document) ? new Ignored() : new Unknown();
        case "" -> new Malformed();
        default -> new Unknown();
      };
    }

    /// A script may delete what is not there; from 0.22 on bpftrace says so.
    private static boolean deletedNothing(JsonNode error) {
      return error.path("helper").stringValue("").equals("map_delete_elem");
    }

    /// `{"events": 12}`, `{"events": "12"}`, `12` or `"12"`; at least one when it cannot be read.
    private static long lost(JsonNode data) {
      JsonNode count = data.isObject() ? data.path("events") : data;
      return Math.max(1, count.asLong(1));
    }
  }
}
