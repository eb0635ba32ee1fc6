package dev.iotrace.layout.ext4;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The entries of a descriptor block, `journal_block_tag_t` and `journal_block_tag3_t`
/// (include/linux/jbd2.h): the blocks after it are copies of these.
final class JournalTags {
  private static final int UUID_BYTES = 16;
  private static final int SAME_UUID = 0x2;
  private static final int LAST = 0x8;

  private JournalTags() {}

  /// The home blocks, in the order of their copies.
  ///
  /// @param block big-endian
  static long[] homes(ByteBuffer block, JournalSuperblock journal) {
    int bytes = journal.tagBytes();
    long[] homes = new long[block.limit() / bytes];
    int count = 0;
    int flags = 0;
    int at = JournalSuperblock.HEADER_BYTES;
    while ((flags & LAST) == 0 && at + bytes <= block.limit() - journal.tailBytes()) {
      flags = journal.checksums3() ? block.getInt(at + 4) : block.getShort(at + 6);
      long high = journal.wide() ? Integer.toUnsignedLong(block.getInt(at + 8)) : 0;
      homes[count++] = high << Integer.SIZE | Integer.toUnsignedLong(block.getInt(at));
      at += bytes + ((flags & SAME_UUID) == 0 ? UUID_BYTES : 0);
    }
    return Arrays.copyOf(homes, count);
  }
}
