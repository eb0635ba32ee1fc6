package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Others write, sync and read on the same file system all the while.
class NeighbourIT extends ProgramFixture {
  private static final int OURS = 23 * 4096;
  private static final int BLOCK_SECTORS = 8;

  /// Level, entry, logical blocks, then the physical ones and how many.
  private static final Pattern LEAF = Pattern.compile("(?m)(\\d+) - +(\\d+) +\\d+ *(?:Uninit)? *$");

  @ParameterizedTest
  @CsvSource({"none", "fsync", "fdatasync"})
  void reportOfOurWritesIsExactBesideOthers(String sync) throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Path read = Files.write(target.mountPoint().resolve("read"), new byte[1 << 20]);
      target.sync();
      try (Neighbour _ = Neighbour.start("write", read.resolveSibling("written"), "writer");
          Neighbour _ = Neighbour.reading(read)) {
        WriteReport report =
            iotrace.write(
                "--keep --settle sync --bytes 4096 --count 23 --sync " + sync, target.mountPoint());
        report.assertBooksClosed();
        assertThat(report.number("/logical/bytes")).isEqualTo(OURS);
        assertThat(report.deviceBytes("data")).isEqualTo(OURS);
        assertThat(report.number("/unrelated/device_bytes")).isPositive();
        assertThat(report.requests("journal")).anyMatch(it -> it.get("others_threads").asInt() > 0);
        Path file = Path.of(report.text("/workload/file"));
        assertThat(sectors(report)).isEqualTo(sectorsOf(target, file));
      }
    }
  }

  private static Set<Long> sectors(WriteReport report) {
    Set<Long> blocks = new HashSet<>();
    for (JsonNode request : report.requests("data")) {
      long end = request.get("sector").asLong() + request.get("bytes").asLong() / 512;
      for (long at = request.get("sector").asLong(); at < end; at += BLOCK_SECTORS) {
        blocks.add(at);
      }
    }
    return blocks;
  }

  private static Set<Long> sectorsOf(LoopExt4 target, Path file) throws Exception {
    Set<Long> sectors = new HashSet<>();
    // The leaves alone: beside others a file is in so many pieces that it gets tree blocks, too.
    String extents = target.debugfs("dump_extents -l /" + file.getFileName());
    for (MatchResult extent : LEAF.matcher(extents).results().toList()) {
      long end = Long.parseLong(extent.group(2));
      for (long block = Long.parseLong(extent.group(1)); block <= end; block++) {
        sectors.add(block * BLOCK_SECTORS);
      }
    }
    return sectors;
  }
}
