package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What stands where requests went: what the journal says it is a copy of, the kernel writes home.
class StructureIT extends ProgramFixture {
  private static final int BLOCK_BYTES = 4096;

  @Test
  void everyRequestOfFourBytesHasAStructureAndCopiesGoHome() throws Exception {
    WriteReport report = iotrace.write("--bytes", "4", "--scratch", iotrace.scratch(""));
    assertEveryRequestHasAStructure(report.assertAlone());
    assertThat(assertCopiesGoHome(report)).isGreaterThan(1);
    assertKindsFitCauses(report);
  }

  @Test
  void fsyncAndSyncOnBlocksSmallerThanPages() throws Exception {
    String scratch = "ext4,size=64m,dir=" + iotrace.images() + ",mkfs=-b 1024";
    WriteReport report =
        iotrace.write("--bytes", "4", "--sync", "fsync", "--settle", "sync", "--scratch", scratch);
    assertEveryRequestHasAStructure(report.assertAlone());
    assertKindsFitCauses(report);
  }

  /// The log tree of btrfs is free again after the commit, and the old tree blocks are: what they
  /// were is still told.
  @ParameterizedTest
  @ValueSource(strings = {"xfs", "btrfs"})
  void everyRequestHasAStructureOnOtherFileSystems(String type) throws Exception {
    String scratch = type + ",size=512m,dir=" + iotrace.images();
    WriteReport report =
        iotrace.write("--bytes", "4", "--sync", "fsync", "--settle", "sync", "--scratch", scratch);
    assertEveryRequestHasAStructure(report.assertAlone());
  }

  /// Blocks of a journal that somebody has read are stale in the page cache from the next commit
  /// on.
  @Test
  void copiesGoHomeAlsoWhenTheJournalHasBeenReadBefore() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      overwriteJournal(target);
      RealKernel.run("dd", "if=" + target.device(), "of=/dev/null", "bs=1M", "status=none");
      WriteReport report =
          iotrace.write(
              "--count=7",
              "--bytes=4096",
              "--sync=fsync",
              "--settle=sync",
              "--target=" + target.mountPoint());
      assertEveryRequestHasAStructure(report.assertAlone());
      assertKindsFitCauses(report);
      assertThat(homes(report.requests("journal").stream()))
          .isEqualTo(blocks(report.requests("metadata").stream()));
    }
  }

  /// Fills most of the journal, so that old descriptors stand where new copies will.
  private static void overwriteJournal(LoopExt4 target) throws IOException, InterruptedException {
    for (int i = 0; i < 150; i++) {
      Path file = Files.createFile(target.mountPoint().resolve("file" + i));
      RealKernel.run("sync", file.toString());
    }
    target.sync();
  }

  private static void assertEveryRequestHasAStructure(WriteReport report) {
    for (JsonNode request : report.requests()) {
      long bytes =
          WriteReport.sum(
              request.at("/structure/blocks").valueStream().toList(),
              block -> block.get("bytes").asLong());
      assertThat(bytes).as("structure of %s", request).isEqualTo(request.get("bytes").asLong());
    }
  }

  private static void assertKindsFitCauses(WriteReport report) {
    String inode = report.writes().getFirst().get("inode").asString();
    for (JsonNode block : blocksOf(report.requests("data"))) {
      assertThat(block.get("kind").asString()).isEqualTo("file_data");
      assertThat(block.get("inode").asString()).isEqualTo(inode);
    }
    for (JsonNode request : report.requests("journal")) {
      for (JsonNode block : request.at("/structure/blocks")) {
        assertThat(block.get("kind").asString())
            .isIn("journal_descriptor", "journal_block", "journal_commit", "journal_revoke");
        assertThat(block.get("transaction")).isEqualTo(request.get("transaction"));
      }
    }
    assertThat(blocksOf(report.requests("superblock")))
        .allMatch(block -> block.get("kind").asString().equals("journal_superblock"));
    assertThat(blocksOf(report.requests("metadata")))
        .noneMatch(block -> block.get("kind").asString().startsWith("journal_"));
  }

  /// Between the commit record of a transaction and the next one's, those blocks are written in
  /// place that the transaction's copies name, and no others.
  ///
  /// @return how many transactions there were
  private static int assertCopiesGoHome(WriteReport report) {
    TreeMap<Long, Long> records = new TreeMap<>();
    for (JsonNode request : report.requests("journal")) {
      if (request.at("/structure/kind").asString().equals("journal_commit")) {
        records.put(request.get("issued_ns").asLong(), request.get("transaction").asLong());
      }
    }
    records.forEach(
        (committedNs, transaction) -> {
          Long nextNs = records.higherKey(committedNs);
          Stream<JsonNode> inPlace =
              report.requests("metadata").stream()
                  .filter(it -> it.get("issued_ns").asLong() > committedNs)
                  .filter(it -> nextNs == null || it.get("issued_ns").asLong() < nextNs);
          Stream<JsonNode> journal =
              report.requests("journal").stream()
                  .filter(it -> it.get("transaction").asLong() == transaction);
          assertThat(homes(journal))
              .as("transaction %s", transaction)
              .isNotEmpty()
              .isEqualTo(blocks(inPlace));
        });
    return records.size();
  }

  private static Set<Long> homes(Stream<JsonNode> requests) {
    Set<Long> homes = new TreeSet<>();
    for (JsonNode block : blocksOf(requests.toList())) {
      if (block.get("kind").asString().equals("journal_block")) {
        homes.add(block.get("home_block").asLong());
      }
    }
    return homes;
  }

  /// Where requests go, by their own sectors.
  private static Set<Long> blocks(Stream<JsonNode> requests) {
    Set<Long> blocks = new TreeSet<>();
    requests.forEach(
        request -> {
          long first = request.get("sector").asLong() * 512 / BLOCK_BYTES;
          for (long i = 0; i < request.get("bytes").asLong() / BLOCK_BYTES; i++) {
            blocks.add(first + i);
          }
        });
    return blocks;
  }

  private static List<JsonNode> blocksOf(List<JsonNode> requests) {
    return requests.stream().flatMap(it -> it.at("/structure/blocks").valueStream()).toList();
  }
}
