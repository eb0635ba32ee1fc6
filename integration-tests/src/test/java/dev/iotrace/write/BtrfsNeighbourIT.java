package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Others write, sync, rename, link and unlink on the same btrfs all the while. None reads: beside
/// three the counters find no quiet moment on two CPUs that other tests share.
class BtrfsNeighbourIT extends ProgramFixture {
  private static final Duration REST = Duration.ofMillis(50);

  private static final int OURS = 23 * 4096;

  @ParameterizedTest
  @CsvSource({
    "single, none",
    "single, fsync",
    "dup, none",
    "dup, fdatasync",
    "raid1, none",
    "raid1, fsync"
  })
  void reportOfOurWritesIsExactBesideOthers(String profile, String sync) throws Exception {
    try (LoopBtrfs target = LoopBtrfs.make(directory, profile)) {
      Path others = target.mountPoint();
      try (Neighbour _ = Neighbour.start("write", others.resolve("written"), "writer", REST);
          Neighbour _ = Neighbour.start("names", others.resolve("named"), "namer", REST)) {
        WriteReport report =
            iotrace.write(
                "--keep --settle sync --bytes 4096 --count 23 --sync " + sync, target.mountPoint());
        report.assertBooksClosed();
        assertThat(report.number("/logical/bytes")).isEqualTo(OURS);
        assertThat(report.deviceBytes("data")).isEqualTo((long) OURS * target.disks().size());
        assertThat(report.number("/unrelated/device_bytes")).isPositive();
        assertThat(report.requests("metadata"))
            .anyMatch(it -> it.get("others_threads").asInt() > 0);
        assertThat(report.writes()).noneMatch(it -> it.get("durable_after_ns").isNull());
      }
    }
  }
}
