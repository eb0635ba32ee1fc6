package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The kernel's own pace: about 75 seconds for each test, so they run side by side.
class FourBytesIT extends ProgramFixture {
  @Test
  void fourBytesAreDurableWhenTheCommitThatMadeTheirSizeDurableIs() throws Exception {
    WriteReport report =
        iotrace.write("--bytes", "4", "--settle", "drain", "--scratch", iotrace.scratch(""));
    report.assertAlone();
    assertThat(report.json().at("/settled/complete").asBoolean()).isTrue();
    assertThat(report.number("/at_return/device_bytes")).isZero();
    assertDurableAfterTheCommitOfItsAllocation(report);
  }

  @Test
  void fourWritesShareTheBytesOfTheTransactionThatTheyJoin() throws Exception {
    WriteReport report =
        iotrace.write("--bytes", "4", "--count", "4", "--scratch", iotrace.scratch(""));
    report.assertAlone();
    assertThat(report.number("/logical/bytes")).isEqualTo(16);
    assertThat(report.writes()).hasSize(4);
    List<Long> all = report.writes().stream().map(it -> it.get("id").asLong()).toList();
    assertThat(report.requests("data")).hasSize(1);
    assertThat(report.requests("journal")).hasSizeGreaterThan(1);
    for (JsonNode request : report.requests()) {
      if (request.get("bytes").asLong() > 0 && request.get("rwbs").asString().contains("W")) {
        assertThat(request.get("caused_by").valueStream().map(JsonNode::asLong)).isEqualTo(all);
      }
    }
    assertThat(report.writes().stream().map(it -> it.get("device_bytes").asLong()).distinct())
        .hasSize(1);
    assertDurableAfterTheCommitOfItsAllocation(report);
  }

  @Test
  void whatHadNotComeWhenTimeRanOutIsSaid() throws Exception {
    Ended ended =
        iotrace.run("write", "--json", "--timeout=1s", "--scratch=" + iotrace.scratch(""));
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(4);
    assertThat(ended.stderr())
        .contains("not all was in its place after 1 s: 1 dirty page to be written back;");
    assertThat(WriteReport.of(ended.stdout()).json().at("/settled/complete").asBoolean()).isFalse();
  }

  /// The data's block is allocated when it is written back; the transaction running then is the
  /// first to commit after the data. Its record, flushed, is what makes the bytes reachable.
  private static void assertDurableAfterTheCommitOfItsAllocation(WriteReport report) {
    JsonNode data = report.requests("data").getFirst();
    JsonNode record =
        report.requests("journal").stream()
            .filter(it -> it.get("issued_ns").asLong() > data.get("completed_ns").asLong())
            .max(Comparator.comparingLong(it -> it.get("issued_ns").asLong()))
            .orElseThrow();
    assertThat(record.get("bytes").asLong()).isEqualTo(4096);
    List<JsonNode> flushes =
        report.requests("flush").stream()
            .filter(it -> it.get("transaction").equals(record.get("transaction")))
            .toList();
    for (JsonNode write : report.writes()) {
      long durable = write.get("durable_after_ns").asLong();
      assertThat(durable)
          .isGreaterThan(data.get("completed_ns").asLong())
          .isGreaterThanOrEqualTo(record.get("completed_ns").asLong());
      assertThat(flushes)
          .hasSize(2)
          .allMatch(flush -> flush.get("completed_ns").asLong() <= durable);
    }
  }
}
