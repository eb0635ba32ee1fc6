package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Layout;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.List;

/// A device that holds nothing but the journal of a file system elsewhere. A superblock of ext4
/// says so, and that of the journal is in the next block (`ext4_get_journal_blkdev`,
/// fs/ext4/super.c); the log counts its blocks from the device's beginning.
final class JournalDevice implements Layout {
  private final Volume volume;
  private final long superblock;
  private final JournalLog log;

  JournalDevice(Volume volume) throws Damaged {
    this.volume = volume;
    superblock = 1024 / volume.blockBytes();
    log = new JournalLog(volume::journalBlock, superblock + 1, volume.blocks());
  }

  @Override
  public int blockBytes() {
    return volume.blockBytes();
  }

  @Override
  public long blocks() {
    return volume.blocks();
  }

  @Override
  public List<Structure> at(List<Long> blocks) throws Damaged {
    List<Structure> structures = new ArrayList<>();
    for (long block : blocks) {
      structures.add(at(block));
    }
    return structures;
  }

  private Structure at(long block) throws Damaged {
    if (block > superblock) {
      return log.at(block);
    }
    return block == superblock
        ? Structure.of(Kind.SUPERBLOCK, "of an external journal")
        : Structure.of(Kind.BOOT, "");
  }

  @Override
  public List<String> notes() {
    return List.of(
        "this is the external journal of another file system; home blocks are blocks of that");
  }
}
