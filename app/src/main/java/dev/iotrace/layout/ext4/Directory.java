package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.PathSearch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The entries of a directory's block: `struct ext4_dir_entry_2` (fs/ext4/ext4.h). The index blocks
/// of a hashed directory look like one empty entry, so that they need no care.
final class Directory {
  private static final int HEADER_BYTES = 8;
  private static final int DIRECTORY = 2;
  private static final int UNKNOWN = 0;

  private Directory() {}

  /// @param typed whether entries tell the type of what they name
  static void read(ByteBuffer block, boolean typed, PathSearch.Entries entries) throws Damaged {
    int at = 0;
    while (at <= block.limit() - HEADER_BYTES) {
      int length = length(block, at);
      int nameBytes =
          typed
              ? Byte.toUnsignedInt(block.get(at + 6))
              : Short.toUnsignedInt(block.getShort(at + 6));
      if (length < HEADER_BYTES
          || length > block.limit() - at
          || nameBytes > length - HEADER_BYTES) {
        throw new Damaged("an entry of a directory is none");
      }
      long inode = Integer.toUnsignedLong(block.getInt(at));
      if (inode != 0) {
        int type = typed ? block.get(at + 7) : UNKNOWN;
        entries.entry(inode, name(block, at, nameBytes), type == DIRECTORY || type == UNKNOWN);
      }
      at += length;
    }
  }

  /// `ext4_rec_len_from_disk`: 64 KiB does not fit into 16 bits.
  private static int length(ByteBuffer block, int at) {
    int length = Short.toUnsignedInt(block.getShort(at + 4));
    if (block.limit() <= 1 << 15) {
      return length;
    }
    boolean whole = length == 0 || length == 0xffff;
    return whole ? block.limit() : (length & 0xfffc) | ((length & 3) << Short.SIZE);
  }

  private static String name(ByteBuffer block, int at, int bytes) {
    byte[] name = new byte[bytes];
    block.get(at + HEADER_BYTES, name);
    return new String(name, StandardCharsets.UTF_8);
  }
}
