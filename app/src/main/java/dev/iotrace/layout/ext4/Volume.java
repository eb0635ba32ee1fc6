package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import java.nio.ByteBuffer;

/// An image as blocks.
///
/// @param blocks how many there are
record Volume(Image image, int blockBytes, long blocks) {
  /// The content of a block, little-endian.
  ///
  /// @throws Damaged when there is no such block: whatever pointed to it is wrong
  ByteBuffer block(long number) throws Damaged {
    return image.read(byteOf(number), blockBytes);
  }

  /// That of a journal's block: such are written past the page cache.
  ///
  /// @throws Damaged when there is no such block
  ByteBuffer journalBlock(long number) throws Damaged {
    return image.readStored(byteOf(number), blockBytes);
  }

  private long byteOf(long number) throws Damaged {
    if (number < 0 || number >= blocks) {
      throw new Damaged("block " + number + " is beyond the last, " + (blocks - 1));
    }
    return number * blockBytes;
  }
}
