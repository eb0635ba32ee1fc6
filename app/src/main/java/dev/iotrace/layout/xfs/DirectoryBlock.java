package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.PathSearch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The entries of directories (fs/xfs/libxfs/xfs_da_format.h): within the inode, or in blocks,
/// behind which come the blocks that find an entry by its name's hash.
final class DirectoryBlock {
  /// `XFS_DIR2_LEAF_OFFSET`: where entries end, in bytes of the directory.
  static final long ENTRIES_END = 1L << 35;

  /// `XFS_DIR2_FREE_OFFSET`.
  private static final long FREE_INDEX = 1L << 36;

  private static final int BLOCK = 0x58443242;
  private static final int DATA = 0x58443244;
  private static final int BLOCK_WITH_CHECKSUM = 0x58444233;
  private static final int DATA_WITH_CHECKSUM = 0x58444433;
  private static final int HEADER_BYTES = 16;
  private static final int HEADER_BYTES_WITH_CHECKSUM = 64;
  private static final int UNUSED = 0xffff;
  private static final int DIRECTORY = 2;
  private static final int UNKNOWN = 0;
  private static final int FIRST_OF_SHORT = 2;

  private DirectoryBlock() {}

  /// What a block of a directory is for.
  ///
  /// @param offset in the directory, in bytes
  static String purpose(long offset) {
    if (offset < ENTRIES_END) {
      return "";
    }
    return offset < FREE_INDEX ? "index by hash" : "index of free space";
  }

  /// What a block of extended attributes is for.
  static String attributePurpose(Volume volume, long block) {
    try {
      ByteBuffer content = volume.block(block);
      return switch (Short.toUnsignedInt(content.getShort(8))) {
        case 0x3bee, 0xfbee -> "leaf";
        case 0x3ebe, 0xfebe -> "index by hash";
        default -> "a value";
      };
    } catch (Damaged damaged) {
      return damaged.what();
    }
  }

  /// Entries in a block, or in several that make one.
  ///
  /// @param typed whether entries tell the type of what they name
  static void read(ByteBuffer block, boolean typed, PathSearch.Entries entries) throws Damaged {
    int magic = block.getInt(0);
    boolean alone = magic == BLOCK || magic == BLOCK_WITH_CHECKSUM;
    boolean checksums = magic == BLOCK_WITH_CHECKSUM || magic == DATA_WITH_CHECKSUM;
    if (!alone && magic != DATA && magic != DATA_WITH_CHECKSUM) {
      throw new Damaged("a block of a directory is none");
    }
    int end = alone ? endBeforeHashes(block) : block.limit();
    int at = checksums ? HEADER_BYTES_WITH_CHECKSUM : HEADER_BYTES;
    while (at <= end - 2 * Long.BYTES) {
      at += entry(block, at, end, typed, entries);
    }
  }

  /// Where a directory has one block, its index stands at the end: count, and before that as many
  /// hashes of 8 bytes.
  private static int endBeforeHashes(ByteBuffer block) throws Damaged {
    long count = Integer.toUnsignedLong(block.getInt(block.limit() - 8));
    if (count > block.limit() / 8 - 1) {
      throw new Damaged("a directory has too many entries");
    }
    return Math.toIntExact(block.limit() - 8 - count * 8);
  }

  /// @return its length, of 8 bytes at least
  private static int entry(
      ByteBuffer block, int at, int end, boolean typed, PathSearch.Entries entries) throws Damaged {
    boolean unused = Short.toUnsignedInt(block.getShort(at)) == UNUSED;
    int nameBytes = Byte.toUnsignedInt(block.get(at + 8));
    int length =
        unused ? Short.toUnsignedInt(block.getShort(at + 2)) : entryBytes(nameBytes, typed);
    if (length < Long.BYTES || length % Long.BYTES != 0 || length > end - at) {
      throw new Damaged("an entry of a directory is none");
    }
    if (!unused) {
      int type = typed ? block.get(at + 9 + nameBytes) : UNKNOWN;
      entries.entry(
          block.getLong(at), name(block, at + 9, nameBytes), type == DIRECTORY || type == UNKNOWN);
    }
    return length;
  }

  /// Inode, length of the name, name, type, and where the entry begins.
  private static int entryBytes(int nameBytes, boolean typed) {
    return Math.ceilDiv(8 + 1 + nameBytes + (typed ? 1 : 0) + 2, Long.BYTES) * Long.BYTES;
  }

  /// Entries in an inode: `struct xfs_dir2_sf_hdr`.
  static void readShort(ByteBuffer fork, boolean typed, PathSearch.Entries entries) throws Damaged {
    if (fork.limit() < FIRST_OF_SHORT + Integer.BYTES) {
      throw new Damaged("a directory has no room for its header");
    }
    int count = Byte.toUnsignedInt(fork.get(0));
    int numberBytes = fork.get(1) == 0 ? Integer.BYTES : Long.BYTES;
    int at = FIRST_OF_SHORT + numberBytes;
    for (int i = 0; i < count; i++) {
      int nameBytes = at < fork.limit() ? Byte.toUnsignedInt(fork.get(at)) : 0;
      int numberAt = at + 3 + nameBytes + (typed ? 1 : 0);
      if (nameBytes == 0 || numberAt > fork.limit() - numberBytes) {
        throw new Damaged("an entry of a directory is none");
      }
      int type = typed ? fork.get(numberAt - 1) : UNKNOWN;
      long inode =
          numberBytes == Long.BYTES
              ? fork.getLong(numberAt)
              : Integer.toUnsignedLong(fork.getInt(numberAt));
      entries.entry(inode, name(fork, at + 3, nameBytes), type == DIRECTORY || type == UNKNOWN);
      at = numberAt + numberBytes;
    }
  }

  private static String name(ByteBuffer block, int at, int bytes) {
    byte[] name = new byte[bytes];
    block.get(at, name);
    return new String(name, StandardCharsets.UTF_8);
  }
}
