package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Others write, sync, rename, link, unlink and read on the same btrfs all the while.
@Execution(ExecutionMode.CONCURRENT)
class BtrfsNeighbourIT {
  private static final Duration REST = Duration.ofMillis(20);

  private static final int OURS = 23 * 4096;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

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
    Path directory = temporary.toRealPath();
    Program iotrace = new Program(directory);
    try (LoopBtrfs target = LoopBtrfs.make(directory, profile)) {
      Path read = Files.write(target.mountPoint().resolve("read"), new byte[1 << 20]);
      target.sync();
      try (Neighbour _ = Neighbour.start("write", read.resolveSibling("written"), "writer", REST);
          Neighbour _ = Neighbour.start("names", read.resolveSibling("named"), "namer", REST);
          Neighbour _ = Neighbour.reading(read)) {
        WriteReport report =
            iotrace.write(
                "--target",
                target.mountPoint().toString(),
                "--keep",
                "--settle",
                "sync",
                "--bytes",
                "4096",
                "--count",
                "23",
                "--sync",
                sync);
        report.assertBooksClosed();
        assertThat(report.number("/logical/bytes")).isEqualTo(OURS);
        assertThat(report.deviceBytes("data")).isEqualTo((long) OURS * target.disks());
        assertThat(report.number("/unrelated/device_bytes")).isPositive();
        assertThat(report.requests("metadata"))
            .anyMatch(it -> it.get("others_threads").asInt() > 0);
        assertThat(report.writes()).noneMatch(it -> it.get("durable_after_ns").isNull());
      }
    }
  }
}
