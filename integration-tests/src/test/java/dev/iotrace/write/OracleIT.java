package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What others say about the same blocks: `/sys/block/DISK/stat`, debugfs, dumpe2fs, filefrag and
/// the device itself.
class OracleIT extends ProgramFixture {
  private static final int BLOCK_BYTES = 4096;
  private static final int BLOCK_SECTORS = 8;

  private LoopExt4 target;
  private DiskStat before;

  @BeforeEach
  void makeTarget() throws Exception {
    target = LoopExt4.make(directory);
    before = target.stat();
  }

  @AfterEach
  void unmountTarget() throws Exception {
    target.close();
  }

  @ParameterizedTest
  @CsvSource({"none", "fsync"})
  void sumsAreWhatTheDisksStatSays(String sync) throws Exception {
    WriteReport report = write("--count", "23", "--bytes", "4096", "--sync", sync);
    DiskStat difference = target.stat().minus(before);
    assertThat(report.number("/settled/device_bytes")).isEqualTo(difference.writeBytes());
    assertThat(report.number("/settled/flushes")).isEqualTo(difference.flushes());
    assertThat(report.number("/logical/bytes")).isEqualTo(23 * 4096);
    assertThat(report.deviceBytes("data")).isEqualTo(23 * 4096);
  }

  @Test
  void sevenFsyncsAreSevenCommitsOfTwoFlushesEach() throws Exception {
    WriteReport report = write("--count", "7", "--bytes", "4096", "--sync", "fsync");
    assertThat(report.number("/logical/syncs")).isEqualTo(7);
    assertThat(report.number("/logical/writes")).isEqualTo(7);
    assertThat(
            report.requests("flush").stream()
                .filter(it -> it.get("path").asString().equals("commit")))
        .hasSize(14);
    assertThat(report.requests("journal").stream().map(it -> it.get("transaction")).distinct())
        .hasSize(7);
    assertThat(report.number("/settled/flushes")).isEqualTo(target.stat().minus(before).flushes());
  }

  @Test
  void dataRequestsCarryTheFilesBytesToTheFilesBlocks() throws Exception {
    WriteReport report = write("--count", "23", "--bytes", "4096");
    Path file = Path.of(report.text("/workload/file"));
    List<Long> blocks = blocks(report.requests("data"));
    assertThat(blocks).hasSize(23);
    assertThat(numbers(target.debugfs("blocks /" + file.getFileName()))).isEqualTo(blocks);
    assertThat(blocksByFilefrag(file)).isEqualTo(blocks);
    assertThat(Files.readAllBytes(file)).isEqualTo(onDevice(blocks));
  }

  @Test
  void journalRequestsLieInTheJournalAndNoOthersDo() throws Exception {
    WriteReport report = write("--count", "7", "--bytes", "4096", "--sync", "fsync");
    Set<Long> journal = Set.copyOf(numbers(target.debugfs("blocks <8>")));
    assertThat(journal).hasSize(journalBlocksByDumpe2fs());
    assertThat(blocks(report.requests("journal"))).isNotEmpty().isSubsetOf(journal);
    assertThat(journal).containsAll(blocks(report.requests("superblock")));
    assertThat(blocks(report.requests("metadata")))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(journal);
    assertThat(blocks(report.requests("data"))).doesNotContainAnyElementsOf(journal);
  }

  @Test
  void metadataRequestsGoToTheBlocksThatANewFileChanges() throws Exception {
    WriteReport report = write("--bytes", "4096");
    String inode = String.valueOf(report.writes().getFirst().get("inode").asLong());
    assertThat(target.debugfs("stat <" + inode + ">")).contains("Inode: " + inode);
    String group = RealKernel.run("dumpe2fs", target.device());
    List<Long> expected = new ArrayList<>(List.of(0L, 1L)); // superblock, group descriptors
    expected.add(found("Block bitmap at (\\d+)", group));
    expected.add(found("Inode bitmap at (\\d+)", group));
    expected.add(found("located at block (\\d+)", target.debugfs("imap <" + inode + ">")));
    expected.addAll(numbers(target.debugfs("blocks <2>"))); // the directory
    expected.add(found("located at block (\\d+)", target.debugfs("imap <2>")));
    assertThat(blocks(report.requests("metadata"))).isNotEmpty().isSubsetOf(expected);
    assertThat(blocks(report.requests("metadata"))).containsAll(expected.subList(1, 5));
  }

  /// Settled by sync, the file kept, so that our reading of the counters and the tool's are alike.
  private WriteReport write(String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--keep", "--settle", "sync", "--target", target.mountPoint().toString()));
    return iotrace.write(all.toArray(String[]::new)).assertAlone();
  }

  /// The blocks that requests write, in the order of the disk.
  private static List<Long> blocks(List<JsonNode> requests) {
    return requests.stream()
        .flatMapToLong(
            it -> {
              long first = it.get("sector").asLong() / BLOCK_SECTORS;
              return LongStream.range(first, first + it.get("bytes").asLong() / BLOCK_BYTES);
            })
        .sorted()
        .boxed()
        .toList();
  }

  private byte[] onDevice(List<Long> blocks) throws Exception {
    ByteBuffer all = ByteBuffer.allocate(blocks.size() * BLOCK_BYTES);
    try (RandomAccessFile device = new RandomAccessFile(target.device(), "r")) {
      for (long block : blocks) {
        byte[] one = new byte[BLOCK_BYTES];
        device.seek(block * BLOCK_BYTES);
        device.readFully(one);
        all.put(one);
      }
    }
    return all.array();
  }

  private static List<Long> blocksByFilefrag(Path file) throws Exception {
    Matcher extent =
        Pattern.compile("(?m)^ *\\d+: +\\d+\\.\\. +\\d+: +(\\d+)\\.\\. +(\\d+):")
            .matcher(RealKernel.run("filefrag", "-v", file.toString()));
    List<Long> blocks = new ArrayList<>();
    while (extent.find()) {
      LongStream.rangeClosed(Long.parseLong(extent.group(1)), Long.parseLong(extent.group(2)))
          .forEach(blocks::add);
    }
    return blocks;
  }

  private int journalBlocksByDumpe2fs() throws Exception {
    String header = RealKernel.run("dumpe2fs", "-h", target.device());
    return (int) found("Total journal blocks: +(\\d+)", header);
  }

  private static long found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /// The numbers in the last line: debugfs says its version before.
  private static List<Long> numbers(String output) {
    String last = output.lines().reduce("", (_, line) -> line);
    return Stream.of(last.strip().split(" +")).map(Long::valueOf).toList();
  }
}
