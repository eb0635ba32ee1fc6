package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.StructureFound;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import org.junit.jupiter.api.Test;

class StructureRunsTest {
  private final StructureRuns runs =
      new StructureRuns(new StructureRuns.Volume(new DeviceNumber(8, 0), 2048, 4096), 5);

  private static Structure data(long inode, long offset) {
    return Structure.ofInode(Kind.FILE_DATA, inode, "").withFileOffset(offset);
  }

  @Test
  void blocksThatFollowEachOtherOnDiskAndInTheFileAreOne() {
    runs.add(80, data(12, 0));
    runs.add(88, data(12, 4096));
    runs.add(96, data(12, 16_384));
    runs.add(112, data(12, 20_480));
    runs.add(120, data(13, 24_576));
    assertThat(runs.all())
        .extracting(StructureFound::sectors)
        .containsExactly(
            new SectorRange(2048 + 80, 16),
            new SectorRange(2048 + 96, 8),
            new SectorRange(2048 + 112, 8),
            new SectorRange(2048 + 120, 8));
  }

  @Test
  void blocksOfAJournalStayApart() {
    runs.add(
        80, Structure.ofTransaction(Kind.JOURNAL_BLOCK, 7, "").withFileOffset(0).withHomeBlock(1));
    runs.add(
        88,
        Structure.ofTransaction(Kind.JOURNAL_BLOCK, 7, "").withFileOffset(4096).withHomeBlock(2));
    assertThat(runs.all())
        .extracting(run -> run.homeSector().orElseThrow())
        .containsExactly(2048L + 8, 2048L + 16);
  }

  @Test
  void structureThatIsLessThanABlockBeginsAtItsSector() {
    runs.add(80, Structure.ofGroup(Kind.SUPERBLOCK, 0, ""));
    runs.add(81, Structure.ofGroup(Kind.AGF, 0, ""));
    runs.add(93, data(12, 4096));
    assertThat(runs.all())
        .extracting(StructureFound::sectors)
        .containsExactly(
            new SectorRange(2048 + 80, 8),
            new SectorRange(2048 + 81, 7),
            new SectorRange(2048 + 88, 8));
  }

  @Test
  void treeBlockOfSeveralBlocksIsOne() {
    for (int part = 1; part <= 4; part++) {
      runs.add(72 + part * 8L, tree("fs tree, part " + part + " of 4"));
    }
    runs.add(112, tree("fs tree, part 1 of 4"));
    assertThat(runs.all())
        .extracting(StructureFound::sectors)
        .containsExactly(new SectorRange(2048 + 80, 32), new SectorRange(2048 + 112, 8));
    assertThat(runs.all()).extracting(StructureFound::detail).containsOnly("fs tree");
  }

  @Test
  void treeBlockThatIsFreeAgainTellsWhoWroteIt() {
    runs.add(80, Structure.ofTransaction(Kind.FREE, 7, "was tree block of log tree"));
    assertThat(runs.all()).extracting(run -> run.transaction().orElseThrow()).containsExactly(7L);
  }

  private static Structure tree(String detail) {
    return Structure.ofTransaction(Kind.TREE_BLOCK, 7, detail);
  }

  @Test
  void whatIsFreeByNowSaysNothing() {
    runs.add(80, Structure.of(Kind.FREE, ""));
    runs.add(88, Structure.of(Kind.UNCLAIMED, ""));
    runs.add(96, Structure.of(Kind.JOURNAL_FREE, ""));
    assertThat(runs.all()).isEmpty();
  }

  @Test
  void whatTheNextCheckpointChangesIsLeftOut() {
    runs.add(80, Structure.ofTransaction(Kind.JOURNAL_COMMIT, 7, "at noon, " + Structure.AWAITED));
    runs.add(88, Structure.ofTransaction(Kind.JOURNAL_BLOCK, 7, Structure.AWAITED));
    assertThat(runs.all()).extracting(StructureFound::detail).containsExactly("at noon", "");
  }
}
