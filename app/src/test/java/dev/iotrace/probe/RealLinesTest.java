package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.TransactionJoined;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each bpftrace really printed: our scripts while `dd` wrote two blocks and called fsync, and
/// a script that prints every type of line it knows.
class RealLinesTest {
  /// Two blocks, an fsync, and what `dd` says at the end.
  private static final int CALLS = 6;

  @ParameterizedTest
  @CsvSource({
    "0.11.3-linux-5.10, false",
    "0.17.0-linux-6.1, false",
    "0.23.2-linux-6.12, true",
    "0.27.1-linux-7.2, true",
  })
  void everyLineOfOursIsDecoded(String version, boolean pages) throws IOException {
    Decoding decoding = new Decoding();
    lines(version + ".ours.jsonl").forEach(decoding::line);
    List<IoEvent> events = decoding.events();
    assertThat(decoding.ready).isEqualTo(List.of(1, 2, 1, 2));
    assertThat(decoding.decoder.skipped()).isZero();
    assertThat(events)
        .hasAtLeastOneElementOfType(TransactionJoined.class)
        .hasAtLeastOneElementOfType(RequestIssued.class)
        .hasAtLeastOneElementOfType(RequestCompleted.class)
        .noneMatch(EventsLost.class::isInstance);
    assertThat(events.stream().filter(BioQueued.class::isInstance).map(BioQueued.class::cast))
        .isNotEmpty()
        .allMatch(bio -> bio.stack().size() > 3)
        .anyMatch(bio -> bio.pages().isPresent() == pages && bio.context().inode() != 0);
    assertThat(events.stream().filter(CallEntered.class::isInstance)).hasSize(CALLS);
    assertThat(events.stream().filter(CallReturned.class::isInstance)).hasSize(CALLS);
  }

  /// The events lost are those of a script that prints more than its buffer holds; 0.17 lost them
  /// on Linux 6.18.
  @ParameterizedTest
  @CsvSource({
    "0.11.3-linux-5.10, 400005",
    "0.17.0-linux-6.1, 301",
    "0.23.2-linux-6.12, 400013",
    "0.27.1-linux-7.2, 142",
  })
  void otherTypesAreSkippedAndCounted(String version, long lost) throws IOException {
    Decoding decoding = new Decoding();
    lines(version + ".others.jsonl").forEach(decoding::line);
    assertThat(decoding.lost()).isEqualTo(lost);
    assertThat(decoding.decoder.skipped()).as("time, join, two hist, stats").isEqualTo(5);
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in = RealLinesTest.class.getResourceAsStream("/bpftrace/" + name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
