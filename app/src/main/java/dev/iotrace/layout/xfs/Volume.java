package dev.iotrace.layout.xfs;

import static dev.iotrace.event.SectorRange.SECTOR_BYTES;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// An image as blocks, past the device's page cache: XFS has a cache of its own (fs/xfs/xfs_buf.c),
/// so that the device's keeps whatever somebody read before it wrote.
record Volume(Image image, Superblock superblock) {
  /// The content of a block, big-endian.
  ///
  /// @throws Damaged when there is no such block: whatever pointed to it is wrong
  ByteBuffer block(long number) throws Damaged {
    if (number < 0 || number >= superblock.blocks()) {
      throw new Damaged("block " + number + " is beyond the last, " + (superblock.blocks() - 1));
    }
    int bytes = superblock.blockBytes();
    return image.readStored(number * bytes, bytes).order(ByteOrder.BIG_ENDIAN);
  }

  /// The content of a sector of 512 bytes, big-endian.
  ByteBuffer sector(long number) throws Damaged {
    return image.readStored(number * SECTOR_BYTES, SECTOR_BYTES).order(ByteOrder.BIG_ENDIAN);
  }

  int blockSectors() {
    return superblock.blockBytes() / SECTOR_BYTES;
  }
}
