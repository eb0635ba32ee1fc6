package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.TraceHeader;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StructureMapTest {
  private static final DeviceNumber DISK = new DeviceNumber(7, 0);

  private final StructureMap map = onDisk(0);

  private static StructureMap onDisk(long startSector) {
    return new StructureMap(
        new TraceHeader.FileSystem("ext4", "", 4096, List.of(), "ordered", DISK, startSector, 0));
  }

  private static TracedRequest request(long sector, long bytes, long transaction) {
    return request(1, sector, bytes, transaction);
  }

  private static TracedRequest other(long id, long sector, long bytes) {
    return request(id, sector, bytes, 0);
  }

  private static TracedRequest request(long id, long sector, long bytes, long transaction) {
    return new TracedRequest(
        id,
        Rwbs.parse(bytes == 0 ? "FF" : "W"),
        DISK,
        sector,
        bytes,
        new TracedRequest.Times(1, 2, 3),
        Owner.TRACED,
        Cause.JOURNAL,
        CausePath.COMMIT,
        transaction,
        List.of(),
        0,
        0,
        TracedRequest.Carried.NOTHING,
        Set.of(),
        new TracedRequest.Submitter(1, List.of()));
  }

  private StructureEntry of(long sector, long bytes, long transaction) {
    return Objects.requireNonNull(map.of(request(sector, bytes, transaction)));
  }

  @Test
  void flushGoesNowhere() {
    map.add(Found.ofGroup(0, "superblock", ""));
    assertThat(map.of(request(0, 0, 7))).isNull();
  }

  @Test
  void whatAnotherTransactionLeftIsNotWhatTheRequestBrought() {
    map.add(Found.ofTransaction(80, "journal_descriptor", 9));
    map.add(Found.copy(88, 9, 1, ""));
    assertThat(map.of(request(80, 8192, 7))).isNull();
    assertThat(map.of(request(80, 8192, 0))).isNull();
    assertThat(of(80, 8192, 9).kind()).isEqualTo("journal_descriptor");
  }

  @Test
  void whatNobodyOverwroteIsWhatTheRequestBrought() {
    map.add(Found.ofTransaction(80, "tree_block", 9));
    map.wrote(request(80, 4096, 0));
    assertThat(of(80, 4096, 0).kind()).isEqualTo("tree_block");
    assertThat(map.of(request(80, 4096, 7))).isNull();
    map.wrote(other(2, 80, 4096));
    assertThat(map.of(request(80, 4096, 0))).isNull();
  }

  @Test
  void superblockIsOneWhoeverWroteItLast() {
    map.add(Found.ofTransaction(128, "superblock", 9));
    map.wrote(request(128, 4096, 0));
    map.wrote(other(2, 128, 4096));
    StructureEntry.Block block = of(128, 4096, 0).blocks().getFirst();
    assertThat(block.kind()).isEqualTo("superblock");
    assertThat(block.transaction()).isNull();
  }

  @Test
  void eachRequestGetsItsOwnTransaction() {
    map.add(Found.copy(80, 7, 1, ""));
    map.add(Found.copy(80, 8, 2, ""));
    assertThat(of(80, 4096, 7).blocks().getFirst().homeBlock()).isEqualTo(1);
    assertThat(of(80, 4096, 8).blocks().getFirst().homeBlock()).isEqualTo(2);
  }

  @Test
  void requestWithinARunBeginsInItsMiddle() {
    map.add(Found.file(800, 80, 13, "/file", 40_960));
    StructureEntry.Block block = of(816, 8192, 0).blocks().getFirst();
    assertThat(block.fileOffset()).isEqualTo(49_152);
    assertThat(block.sector()).isEqualTo(816);
    assertThat(block.block()).isEqualTo(102);
    assertThat(block.bytes()).isEqualTo(8192);
  }

  @Test
  void blocksOfWhichNothingIsKnownAreLeftOut() {
    map.add(Found.ofGroup(16, "inode_bitmap", ""));
    assertThat(of(8, 3 * 4096, 0).blocks())
        .singleElement()
        .extracting(StructureEntry.Block::sector)
        .isEqualTo(16L);
  }

  @Test
  void onAPartitionBlocksCountFromTheFileSystemsBeginning() {
    StructureMap partition = onDisk(2048);
    partition.add(Found.copy(2048 + 80, 7, 300, ""));
    StructureEntry entry = Objects.requireNonNull(partition.of(request(2048 + 80, 4096, 7)));
    assertThat(entry.blocks().getFirst().block()).isEqualTo(10);
    assertThat(entry.blocks().getFirst().homeBlock()).isEqualTo(300 - 2048 / 8);
  }

  @Test
  void manyBlocksAreCountedAfterTheFirst() {
    LongStream.range(0, 100).forEach(i -> map.add(Found.copy(8 * i, 7, i, "")));
    LongStream.range(100, 120).forEach(i -> map.add(Found.ofGroup(8 * i, "inode_table", "")));
    assertThat(StructureWords.sentence(of(0, 120 * 4096, 7)))
        .isEqualTo(
            "journal block of transaction 7, copies of blocks 0, 1, 2, 3, 4, 5, 6, 7 and 92 more"
                + "; block 100: inode table of group 0; block 101: inode table of group 0"
                + "; block 102: inode table of group 0; block 103: inode table of group 0"
                + "; block 104: inode table of group 0; block 105: inode table of group 0"
                + "; block 106: inode table of group 0; 13 more blocks");
  }
}
