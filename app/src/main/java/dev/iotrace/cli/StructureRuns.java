package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.StructureFound;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Structures as events: blocks that follow each other, on the disk and in a file, are one.
final class StructureRuns {
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
  /// free when it was written, so that it says nothing.
  void add(long sector, Structure structure) {
    if (!structure.kind().taken()) {
      return;
    }
    StructureFound next = event(sector, structure.lasting());
    StructureFound last = runs.isEmpty() ? null : runs.getLast();
    if (last != null && continues(last, next)) {
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
        && last.transaction().isEmpty()
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
