package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The JSON of a report, and what must hold for each whose books close.
record WriteReport(JsonNode json) {
  private static final long COVERING_BYTES = 4096;
  private static final long COVERING_FLUSHES = 2;

  static WriteReport of(String text) {
    return new WriteReport(new ObjectMapper().readTree(text));
  }

  long number(String pointer) {
    JsonNode node = json.at(pointer);
    assertThat(node.isIntegralNumber()).as("%s is an integer: %s", pointer, node).isTrue();
    return node.asLong();
  }

  String text(String pointer) {
    return json.at(pointer).asString();
  }

  List<JsonNode> requests() {
    return json.at("/requests").valueStream().toList();
  }

  List<JsonNode> requests(String cause) {
    return requests().stream().filter(it -> it.get("cause").asString().equals(cause)).toList();
  }

  List<JsonNode> writes() {
    return json.at("/writes").valueStream().toList();
  }

  /// Those that have bytes: what changes a name or an inode has none.
  List<JsonNode> dataWrites() {
    return writes().stream().filter(it -> it.get("bytes").asLong() > 0).toList();
  }

  /// Bytes of the traced writes' own, by one cause, through any path.
  long deviceBytes(String cause) {
    return deviceBytes(json, cause);
  }

  /// The same of a process or a file.
  static long deviceBytes(JsonNode part, String cause) {
    return part.get("by_cause")
        .valueStream()
        .filter(it -> it.get("cause").asString().equals(cause))
        .mapToLong(WriteReport::deviceBytes)
        .sum();
  }

  static long sum(List<JsonNode> nodes, ToLongFunction<JsonNode> number) {
    return nodes.stream().mapToLong(number).sum();
  }

  /// The sums equal the kernel's counters and each other, every request is accounted for, and no
  /// link is a guess.
  WriteReport assertBooksClosed() {
    assertThat(text("/audit/verdict")).as(json.at("/audit").toString()).isEqualTo("closed");
    assertThat(number("/audit/difference_bytes")).isZero();
    assertThat(number("/audit/lost_events")).isZero();
    assertThat(number("/audit/mismatched_calls")).isZero();
    assertThat(json.at("/audit/traced")).isEqualTo(json.at("/audit/device_counter"));
    assertThat(sum(json.at("/unattributed").valueStream().toList(), JsonNode::asLong)).isZero();
    assertThat(number("/audit/attribution/inferred")).isZero();
    long settled = number("/settled/device_bytes");
    assertThat(settled + number("/unrelated/device_bytes"))
        .isEqualTo(number("/audit/issued_write_bytes"));
    assertThat(sum(writes(), it -> it.get("device_bytes").asLong())).isEqualTo(settled);
    assertThat(sum(json.at("/by_cause").valueStream().toList(), WriteReport::deviceBytes))
        .isEqualTo(settled);
    assertThat(sum(requests(), WriteReport::ownBytes)).isEqualTo(settled);
    for (JsonNode request : requests()) {
      assertThat(request.get("evidence")).as("evidence of %s", request).isNotEmpty();
      assertThat(request.get("caused_by")).as("causes of %s", request).isNotEmpty();
      assertThat(request.get("completed_ns").isNull()).as("completion of %s", request).isFalse();
    }
    return this;
  }

  /// Nothing but the traced writes has touched the device, and on XFS its log worker, which covers
  /// an idle log half a minute later: a record and the superblock (`xfs_log_worker`,
  /// fs/xfs/xfs_log.c).
  WriteReport assertAlone() {
    assertBooksClosed();
    boolean covers = text("/target/file_system/type").equals("xfs");
    long bytes = number("/unrelated/device_bytes");
    long flushes = number("/unrelated/flushes");
    assertThat(bytes).isBetween(0L, covers ? COVERING_BYTES : 0);
    assertThat(flushes).isBetween(0L, covers ? COVERING_FLUSHES : 0);
    assertThat(number("/settled/device_bytes") + bytes)
        .isEqualTo(number("/audit/device_counter/write_bytes"));
    assertThat(number("/settled/flushes") + flushes)
        .isEqualTo(number("/audit/device_counter/flushes"));
    return this;
  }

  private static long deviceBytes(JsonNode sum) {
    return sum.get("device_bytes").asLong();
  }

  /// What of a request's bytes belongs to traced writes.
  private static long ownBytes(JsonNode request) {
    boolean writes = request.get("rwbs").asString().contains("W");
    return writes ? request.get("bytes").asLong() - request.get("others_bytes").asLong() : 0;
  }
}
