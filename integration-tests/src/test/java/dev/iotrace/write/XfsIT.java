package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Each way to write to XFS: the books close, no link is a guess, the bytes arrive. Metadata goes
/// home when `xfs_log_worker` asks for it, every 30 seconds (`xfssyncd_centisecs`).
class XfsIT extends ProgramFixture {
  private static final Duration REST = Duration.ofMillis(20);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--bytes 4096 --count 23 --open-flags direct",
        "--bytes 4096 --count 7 --open-flags dsync",
        "--bytes 4 --count 23 --open-flags append",
        "--bytes 4 --count 7 --sync fsync",
        "--bytes 4096 --count 7 --sync fdatasync",
        "--bytes 4096 --count 3 --sync syncfs",
        "--bytes 1m",
        "--bytes 4096 --count 1000",
        "--bytes 5000 --count 7 --syscall mmap --sync fsync",
        "--bytes 5000 --count 7 --syscall pwritev2",
        "--bytes 4096 --count 23 --prealloc fallocate",
        "--bytes 4096 --count 23 --prealloc fallocate --open-flags direct",
        "--bytes 4096 --count 23 --pattern random --sync fdatasync",
        "--bytes 4096 --count 23 --pattern same --sync fsync"
      })
  void everyByteIsAccountedForAndInTheFile(String options) throws Exception {
    try (LoopXfs target = LoopXfs.make(directory)) {
      Way way = new Way(options);
      WriteReport report = way.write(iotrace, target.mountPoint(), "");
      way.assertArrived(report);
      assertThat(report.json().at("/settled/complete").asBoolean()).isTrue();
      assertThat(report.deviceBytes("data")).isGreaterThanOrEqualTo(way.fileBytes(report));
      assertThat(report.deviceBytes("journal")).isPositive();
    }
  }

  /// The data's block is unwritten until a worker's transaction after its arrival: the checkpoint
  /// with that transaction is what makes the bytes reachable, 30 seconds after the file's creation.
  @Test
  void fourBytesAreDurableWhenTheCheckpointThatCallsThemWrittenIs() throws Exception {
    WriteReport report =
        iotrace.write(
            "--bytes", "4", "--timeout", "150s", "--scratch", "xfs,dir=" + iotrace.images());
    report.assertBooksClosed();
    assertThat(report.json().at("/settled/complete").asBoolean()).isTrue();
    assertThat(report.number("/at_return/device_bytes")).isZero();
    JsonNode data = report.requests("data").getFirst();
    JsonNode record = report.requests("journal").getLast();
    assertThat(record.get("issued_ns").asLong()).isGreaterThan(data.get("completed_ns").asLong());
    assertThat(report.writes().getFirst().get("durable_after_ns").asLong())
        .isGreaterThanOrEqualTo(record.get("completed_ns").asLong());
    assertThat(report.requests("metadata")).isNotEmpty();
  }

  /// They write and sync a file, and make, rename, link and remove others all the while. Buffers
  /// that change so often do not go home before they stop, so nothing is waited for.
  @ParameterizedTest
  @ValueSource(strings = {"fsync", "fdatasync", "syncfs"})
  void reportOfOurWritesIsExactBesideOthers(String sync) throws Exception {
    try (LoopXfs target = LoopXfs.make(directory)) {
      Path others = Files.createDirectory(target.mountPoint().resolve("others"));
      try (Neighbour _ = Neighbour.start("write", others.resolve("written"), "writer", REST);
          Neighbour _ = Neighbour.start("names", others.resolve("name"), "namer", REST)) {
        WriteReport report =
            iotrace.write(
                "--settle none --bytes 4096 --count 23 --sync " + sync, target.mountPoint());
        report.assertBooksClosed();
        assertThat(report.deviceBytes("data")).isEqualTo(23 * 4096);
        assertThat(report.number("/unrelated/device_bytes")).isPositive();
        assertThat(report.requests("journal")).anyMatch(it -> it.get("others_threads").asInt() > 0);
        assertThat(report.writes()).noneMatch(it -> it.get("durable_after_ns").isNull());
      }
    }
  }
}
