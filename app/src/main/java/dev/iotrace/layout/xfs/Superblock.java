package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// What we need of `struct xfs_dsb` (fs/xfs/libxfs/xfs_format.h), checked.
///
/// @param blocks of the whole file system
/// @param groups how many allocation groups
/// @param groupBlocks blocks of each group but perhaps the last
/// @param sectorBytes of the unit in which the headers of a group are written
/// @param groupBlockBits bits of the file system's block numbers that count within a group
/// @param inodeBits bits of an inode's number that count within a block
/// @param directoryBits a directory's block has 2 to the power of this blocks
/// @param special where things stand that have no fixed place
record Superblock(
    int blockBytes,
    long blocks,
    long groups,
    long groupBlocks,
    int sectorBytes,
    int inodeBytes,
    int groupBlockBits,
    int inodeBits,
    int directoryBits,
    Features features,
    Special special) {

  /// Inodes and blocks with a task of their own.
  ///
  /// @param root the inode of the root directory
  /// @param logStart the file system's number of the log's first block; 0 when it is elsewhere
  /// @param logBlocks how many blocks the log has
  record Special(
      long root,
      long realtimeBitmap,
      long realtimeSummary,
      long userQuota,
      long groupQuota,
      long projectQuota,
      long logStart,
      long logBlocks) {
    /// What an inode is for that has no name in a directory; empty for others.
    String purpose(long inode) {
      if (inode <= 0) {
        return "";
      }
      if (inode == userQuota) {
        return "quota of users";
      }
      if (inode == groupQuota) {
        return "quota of groups";
      }
      if (inode == projectQuota) {
        return "quota of projects";
      }
      if (inode == realtimeBitmap) {
        return "bitmap of the realtime device";
      }
      return inode == realtimeSummary ? "summary of the realtime device" : "";
    }
  }

  private static final int BYTES = 512;
  private static final int MAGIC = 0x58465342;
  private static final int LARGEST_BLOCK_BYTES = 1 << 16;
  private static final int LARGEST_INODE_BYTES = 2048;
  private static final int SMALLEST_INODE_BYTES = 256;
  private static final int FEWEST_GROUP_BLOCKS = 64;
  private static final int MOST_GROUP_BLOCK_BITS = 31;

  /// `XFS_MAX_LOG_BYTES`.
  private static final long MOST_LOG_BYTES = 1L << 31;

  /// 4 EiB in groups of 1 TiB; more would take too long to go through.
  private static final long MOST_GROUPS = 1 << 22;

  /// Reads and checks it; empty when there is none.
  static Optional<Superblock> read(Image image) throws Damaged {
    if (image.bytes() < BYTES) {
      return Optional.empty();
    }
    // By the page cache first: past it, the kernel would write what another file system changed.
    if (image.read(0, BYTES).order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC) {
      return Optional.empty();
    }
    ByteBuffer raw = image.readStored(0, BYTES).order(ByteOrder.BIG_ENDIAN);
    require(raw.getInt(0) == MAGIC, "magic number");
    Superblock superblock = parse(raw);
    superblock.check(raw, image.bytes());
    return Optional.of(superblock);
  }

  private static Superblock parse(ByteBuffer raw) throws Damaged {
    return new Superblock(
        raw.getInt(4),
        raw.getLong(8),
        Integer.toUnsignedLong(raw.getInt(88)),
        Integer.toUnsignedLong(raw.getInt(84)),
        Short.toUnsignedInt(raw.getShort(102)),
        Short.toUnsignedInt(raw.getShort(104)),
        raw.get(124),
        raw.get(123),
        raw.get(192),
        Features.parse(raw),
        new Special(
            raw.getLong(56),
            raw.getLong(64),
            raw.getLong(72),
            raw.getLong(160),
            raw.getLong(168),
            raw.getLong(232),
            raw.getLong(48),
            Integer.toUnsignedLong(raw.getInt(96))));
  }

  private void check(ByteBuffer raw, long imageBytes) throws Damaged {
    require(
        power(blockBytes, BYTES, LARGEST_BLOCK_BYTES) && 1 << raw.get(120) == blockBytes,
        "block size");
    require(blocks > 0, "count of blocks");
    if (blocks > imageBytes / blockBytes) {
      throw new Damaged(
          "it is truncated: its superblock tells of "
              + blocks
              + " blocks of "
              + blockBytes
              + " bytes, but it has "
              + imageBytes
              + " bytes");
    }
    require(power(sectorBytes, BYTES, Math.min(blockBytes, 1 << 15)), "sector size");
    require(
        power(inodeBytes, SMALLEST_INODE_BYTES, Math.min(blockBytes, LARGEST_INODE_BYTES))
            && inodeBits >= 0
            && inodeBits < Byte.SIZE
            && blockBytes >> inodeBits == inodeBytes,
        "inode size");
    require(
        groupBlocks >= FEWEST_GROUP_BLOCKS
            && groupBlockBits >= 0
            && groupBlockBits <= MOST_GROUP_BLOCK_BITS
            && groupBlocks <= 1L << groupBlockBits,
        "size of a group");
    require(
        groups > 0 && groups <= MOST_GROUPS && groups == Math.ceilDiv(blocks, groupBlocks),
        "count of groups");
    require(
        directoryBits >= 0
            && directoryBits <= Short.SIZE
            && (long) blockBytes << directoryBits <= LARGEST_BLOCK_BYTES,
        "size of a directory's block");
    if (special.logStart != 0) {
      long log = linear(special.logStart);
      require(
          special.logBlocks > 0
              && special.logBlocks <= MOST_LOG_BYTES / blockBytes
              && log + special.logBlocks <= blocks,
          "size of the log");
    }
  }

  private static boolean power(int number, int smallest, int largest) {
    return Integer.bitCount(number) == 1 && number >= smallest && number <= largest;
  }

  private static void require(boolean sane, String what) throws Damaged {
    if (!sane) {
      throw new Damaged("the " + what + " in its superblock cannot be");
    }
  }

  /// How many blocks a group has.
  long groupLength(long group) {
    return Math.min(groupBlocks, blocks - group * groupBlocks);
  }

  /// Where a block stands that a group knows by its own count.
  ///
  /// @param within counted from the group's beginning
  long linear(long group, long within) throws Damaged {
    if (group < 0 || group >= groups || within < 0 || within >= groupLength(group)) {
      throw new Damaged("there is no block " + within + " in group " + group);
    }
    return group * groupBlocks + within;
  }

  /// Where a block stands.
  ///
  /// @param number the file system's, with the group in its upper bits
  long linear(long number) throws Damaged {
    return linear(number >>> groupBlockBits, number & ((1L << groupBlockBits) - 1));
  }

  /// The number of an inode.
  ///
  /// @param within its number in its group
  long inode(long group, long within) {
    return group << (groupBlockBits + inodeBits) | within;
  }

  int inodesPerBlock() {
    return 1 << inodeBits;
  }
}
