package dev.iotrace.layout.xfs;

import static dev.iotrace.event.SectorRange.SECTOR_BYTES;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import java.nio.ByteBuffer;

/// The headers at the beginning of each allocation group. Each has a sector of the file system's
/// sector size, so that all four may stand in one block.
final class Headers {
  private final Volume volume;
  private final int headerSectors;
  private final long groupSectors;
  private final long sectors;

  Headers(Volume volume) {
    this.volume = volume;
    headerSectors = volume.superblock().sectorBytes() / SECTOR_BYTES;
    groupSectors = volume.superblock().groupBlocks() * volume.blockSectors();
    int bytes = Group.HEADERS * headerSectors;
    sectors = (long) Math.ceilDiv(bytes, volume.blockSectors()) * volume.blockSectors();
  }

  /// Whether a sector of 512 bytes is in one of their blocks.
  boolean covers(long sector) {
    return sector % groupSectors < sectors;
  }

  Structure at(long sector) {
    long group = sector / groupSectors;
    return switch (Math.toIntExact(sector % groupSectors / headerSectors)) {
      case 0 -> Structure.ofGroup(group == 0 ? Kind.SUPERBLOCK : Kind.SUPERBLOCK_BACKUP, group, "");
      case Group.AGF -> counts(Kind.AGF, group, Group.AGF, 52, " free blocks");
      case Group.AGI -> counts(Kind.AGI, group, Group.AGI, 16, " inodes");
      case Group.AGFL -> counts(Kind.AGFL, group, Group.AGF, 48, " blocks");
      default -> Structure.ofGroup(Kind.UNCLAIMED, group, "behind the headers of the group");
    };
  }

  /// @param header which one has the count
  private Structure counts(Kind kind, long group, int header, int at, String what) {
    try {
      ByteBuffer bytes = Group.header(volume, group, header);
      return Structure.ofGroup(kind, group, Integer.toUnsignedLong(bytes.getInt(at)) + what);
    } catch (Damaged damaged) {
      return Structure.ofGroup(kind, group, damaged.what());
    }
  }
}
