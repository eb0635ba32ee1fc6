package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.StructureFound;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Structures as events: blocks that follow each other, on the disk and in a file, are one.
final class StructureRuns {
  /// How `layout.btrfs` tells the blocks of a tree block apart.
  private static final Pattern PART = Pattern.compile(", part (\\d+) of \\d+");

  private final Volume volume;
  private final long timeNs;
  private final List<StructureFound> runs = new ArrayList<>();

  /// A file system on a disk.
  ///
  /// @param startSector where it begins
  record Volume(DeviceNumber disk, long startSector, int blockBytes) {
    SectorRange block(long block) {
      int count = blockBytes / SectorRange.SECTOR_BYTES;
      return new SectorRange(startSector + block * count, count);
    }

    /// From a sector of the file system to the end of its block; the whole block where that is what
    /// a structure is told of.
    SectorRange sectors(long sector, Structure structure) {
      int count = blockBytes / SectorRange.SECTOR_BYTES;
      int skipped = structure.fileOffset() == null ? Math.toIntExact(sector % count) : 0;
      SectorRange block = block(sector / count);
      return new SectorRange(block.start() + skipped, count - skipped);
    }
  }

  /// @param timeNs when they were looked up
  StructureRuns(Volume volume, long timeNs) {
    this.volume = volume;
    this.timeNs = timeNs;
  }

  /// Adds the next; sectors, counted from the file system's beginning, ascend. What is free was not
  /// free when it was written, so that it says nothing, unless it still tells which transaction
  /// wrote it.
  void add(long sector, Structure structure) {
    if (!structure.kind().taken() && structure.transaction() == null) {
      return;
    }
    Matcher part = PART.matcher(structure.detail());
    boolean first = part.find() && part.group(1).equals("1");
    Structure whole = structure.withDetail(part.replaceFirst(""));
    StructureFound next = event(sector, whole.lasting());
    StructureFound last = runs.isEmpty() ? null : runs.getLast();
    if (last != null && !first && continues(last, next)) {
      int sectors = last.sectors().count() + next.sectors().count();
      runs.set(runs.size() - 1, at(last, new SectorRange(last.sectors().start(), sectors)));
    } else {
      runs.add(next);
    }
  }

  List<StructureFound> all() {
    return runs;
  }

  private StructureFound event(long sector, Structure structure) {
    return new StructureFound(
        timeNs,
        volume.disk(),
        volume.sectors(sector, structure),
        structure.kind().word(),
        structure.detail(),
        Optional.ofNullable(structure.inode()),
        Optional.ofNullable(structure.path()),
        Optional.ofNullable(structure.fileOffset()),
        Optional.ofNullable(structure.group()),
        Optional.ofNullable(structure.transaction()),
        Optional.ofNullable(structure.homeBlock()).map(home -> volume.block(home).start()));
  }

  private static boolean continues(StructureFound last, StructureFound next) {
    return last.sectors().end() == next.sectors().start()
        && (isPart(last, next) || isNext(last, next));
  }

  /// Of a tree block of btrfs, which is several blocks.
  private static boolean isPart(StructureFound last, StructureFound next) {
    return last.transaction().isPresent()
        && last.homeSector().isEmpty()
        && at(last, next.sectors()).equals(next);
  }

  private static boolean isNext(StructureFound last, StructureFound next) {
    return last.transaction().isEmpty()
        && last.fileOffset()
            .map(offset -> offset + last.sectors().bytes())
            .equals(next.fileOffset())
        && last.fileOffset().isPresent()
        && at(last, next.sectors(), next.fileOffset()).equals(next);
  }

  private static StructureFound at(StructureFound found, SectorRange sectors) {
    return at(found, sectors, found.fileOffset());
  }

  private static StructureFound at(
      StructureFound found, SectorRange sectors, Optional<Long> fileOffset) {
    return new StructureFound(
        found.timeNs(),
        found.device(),
        sectors,
        found.kind(),
        found.detail(),
        found.inode(),
        found.path(),
        fileOffset,
        found.group(),
        found.transaction(),
        found.homeSector());
  }
}
