package dev.iotrace.filesystem;

import dev.iotrace.event.SectorRange;
import dev.iotrace.event.XfsGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/// What we need of an XFS superblock (`struct xfs_dsb`, fs/xfs/libxfs/xfs_format.h).
///
/// @param geometry where blocks, inodes and log stand, at time 0
/// @param externalLog whether the log is on another device
/// @param realtime whether it has a realtime device, where files may keep their data
record XfsSuperblock(UUID uuid, XfsGeometry geometry, boolean externalLog, boolean realtime) {
  private static final int BYTES = 512;

  private static final int BLOCK_BYTES = 4;
  private static final int REALTIME_BLOCKS = 16;
  private static final int UUID_AT = 32;
  private static final int LOG_START = 48;
  private static final int GROUP_BLOCKS = 84;
  private static final int LOG_BLOCKS = 96;
  private static final int INODE_BITS = 123;
  private static final int GROUP_BITS = 124;

  private static final int MAGIC = 0x58465342; // XFSB
  private static final int LARGEST_BLOCK_BYTES = 65_536;
  private static final int MOST_BITS = 31;

  /// Reads a device or image, read-only; empty when that is forbidden or it holds no such file
  /// system.
  static Optional<XfsSuperblock> read(Path device) {
    ByteBuffer raw = ByteBuffer.allocate(BYTES);
    try (FileChannel channel = FileChannel.open(device, StandardOpenOption.READ)) {
      while (raw.hasRemaining() && channel.read(raw, raw.position()) > 0) {
        // A device gives it all in one read; a pipe or a short file may not.
      }
    } catch (IOException forbiddenOrMissing) {
      return Optional.empty();
    }
    return raw.hasRemaining() ? Optional.empty() : parse(raw.flip());
  }

  static Optional<XfsSuperblock> parse(ByteBuffer raw) {
    int blockBytes = raw.getInt(BLOCK_BYTES);
    int groupBlocks = raw.getInt(GROUP_BLOCKS);
    int groupBits = raw.get(GROUP_BITS);
    int inodeBits = raw.get(INODE_BITS);
    boolean known =
        raw.getInt(0) == MAGIC
            && blockBytes >= SectorRange.SECTOR_BYTES
            && blockBytes <= LARGEST_BLOCK_BYTES
            && groupBlocks > 0
            && groupBits > 0
            && groupBits <= MOST_BITS
            && inodeBits >= 0
            && inodeBits <= MOST_BITS;
    if (!known) {
      return Optional.empty();
    }
    int blockSectors = Math.toIntExact(blockBytes / SectorRange.SECTOR_BYTES);
    XfsGeometry inside = new XfsGeometry(0, blockSectors, groupBlocks, groupBits, inodeBits, 0, 0);
    long logStart = raw.getLong(LOG_START);
    XfsGeometry geometry =
        new XfsGeometry(
            0,
            blockSectors,
            groupBlocks,
            groupBits,
            inodeBits,
            inside.sectorOfBlock(logStart),
            Integer.toUnsignedLong(raw.getInt(LOG_BLOCKS)) * blockSectors);
    return Optional.of(
        new XfsSuperblock(
            new UUID(raw.getLong(UUID_AT), raw.getLong(UUID_AT + Long.BYTES)),
            geometry,
            logStart == 0,
            raw.getLong(REALTIME_BLOCKS) != 0));
  }
}
