package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What of an inode's content stands among the attributes in the inode itself, as the one named
/// `system.data`, when it is longer than the 60 bytes of `i_block` (fs/ext4/inline.c).
final class InlineData {
  private static final int MAGIC = 0xea020000;
  private static final int MAGIC_BYTES = 4;

  /// `EXT4_GOOD_OLD_INODE_SIZE`: what follows has `i_extra_isize` bytes, then come the attributes.
  private static final int FIXED_BYTES = 128;

  private static final int EXTRA_BYTES_AT = 0x80;

  /// `struct ext4_xattr_entry` (fs/ext4/xattr.h), without the name.
  private static final int ENTRY_BYTES = 16;

  /// `EXT4_XATTR_INDEX_SYSTEM`.
  private static final int SYSTEM = 7;

  private static final byte[] NAME = {'d', 'a', 't', 'a'};
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private InlineData() {}

  /// The content beyond the first 60 bytes; nothing when there is none.
  ///
  /// @param inode all of its bytes in the inode table
  static ByteBuffer beyondMap(ByteBuffer inode) throws Damaged {
    if (inode.limit() <= FIXED_BYTES + MAGIC_BYTES) {
      return NOTHING;
    }
    int at = FIXED_BYTES + Short.toUnsignedInt(inode.getShort(EXTRA_BYTES_AT));
    if (at > inode.limit() - MAGIC_BYTES || inode.getInt(at) != MAGIC) {
      return NOTHING;
    }
    int first = at + MAGIC_BYTES;
    int entry = first;
    while (entry <= inode.limit() - ENTRY_BYTES && inode.getInt(entry) != 0) {
      int nameBytes = Byte.toUnsignedInt(inode.get(entry));
      if (isData(inode, entry, nameBytes)) {
        int value = first + Short.toUnsignedInt(inode.getShort(entry + 2));
        int bytes = inode.getInt(entry + 8);
        if (bytes < 0 || value > inode.limit() - bytes) {
          throw new Damaged("an attribute does not fit into its inode");
        }
        return inode.slice(value, bytes).order(ByteOrder.LITTLE_ENDIAN);
      }
      entry += (ENTRY_BYTES + nameBytes + 3) / 4 * 4;
    }
    return NOTHING;
  }

  private static boolean isData(ByteBuffer inode, int entry, int nameBytes) {
    return inode.get(entry + 1) == SYSTEM
        && nameBytes == NAME.length
        && entry + ENTRY_BYTES + nameBytes <= inode.limit()
        && inode.slice(entry + ENTRY_BYTES, nameBytes).equals(ByteBuffer.wrap(NAME));
  }
}
