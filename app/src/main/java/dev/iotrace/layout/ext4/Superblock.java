package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What we need of `struct ext4_super_block` (fs/ext4/ext4.h), checked.
///
/// @param blocks of the whole file system
/// @param firstDataBlock where group 0 begins: 1 where a block is 1 KiB, else 0
/// @param clusterBlocks blocks that are allocated together; 1 without bigalloc
/// @param blocksPerGroup blocks of each group but perhaps the last
/// @param inodesPerGroup inodes of each group
/// @param inodeBytes of an inode, in its table
/// @param descriptorBytes of a group descriptor
/// @param special where things stand that have no fixed place
record Superblock(
    int blockBytes,
    long blocks,
    int firstDataBlock,
    int clusterBlocks,
    int blocksPerGroup,
    int inodesPerGroup,
    int inodeBytes,
    int descriptorBytes,
    Features features,
    Special special) {

  /// What only some file systems have.
  ///
  /// @param reservedDescriptorBlocks kept free behind the group descriptors
  /// @param firstInode the first that is not reserved
  /// @param firstMetaGroup the first meta block group: those before have their descriptors at the
  ///   beginning
  /// @param backupGroups the two groups with a backup, with `sparse_super2`; 0 for none
  /// @param journalInode 0 for none
  /// @param orphanInode 0 for none
  /// @param mmpBlock 0 for none
  record Special(
      int reservedDescriptorBlocks,
      long firstInode,
      long firstMetaGroup,
      List<Long> backupGroups,
      long journalInode,
      long orphanInode,
      long mmpBlock) {}

  private static final int OFFSET = 1024;
  private static final int BYTES = 1024;
  private static final int MAGIC = 0xef53;
  private static final int SMALLEST_BLOCK_BYTES = 1024;
  private static final int LARGEST_LOG_BLOCK = 6;
  private static final int FIRST_INODE = 11;
  private static final int OLD_INODE_BYTES = 128;
  private static final int OLD_DESCRIPTOR_BYTES = 32;
  private static final int WIDE_DESCRIPTOR_BYTES = 64;
  private static final int LARGEST_DESCRIPTOR_BYTES = 1024;

  /// 512 TiB in groups of 128 MiB; more would take too long to go through.
  private static final long MOST_GROUPS = 1 << 22;

  /// Reads and checks it; empty when there is none.
  static Optional<Superblock> read(Image image) throws Damaged {
    if (image.bytes() < OFFSET + BYTES) {
      return Optional.empty();
    }
    ByteBuffer raw = image.read(OFFSET, BYTES);
    if (Short.toUnsignedInt(raw.getShort(0x38)) != MAGIC) {
      return Optional.empty();
    }
    Superblock superblock = parse(raw);
    superblock.check(image.bytes());
    return Optional.of(superblock);
  }

  private static Superblock parse(ByteBuffer raw) throws Damaged {
    Features features = new Features(raw.getInt(0x5c), raw.getInt(0x60), raw.getInt(0x64));
    int logBlock = raw.getInt(0x18);
    int logCluster = features.bigalloc() ? raw.getInt(0x1c) : logBlock;
    require(logBlock >= 0 && logBlock <= LARGEST_LOG_BLOCK, "block size");
    require(logCluster >= logBlock && logCluster - logBlock <= 20, "cluster size");
    boolean dynamic = raw.getInt(0x4c) > 0;
    return new Superblock(
        SMALLEST_BLOCK_BYTES << logBlock,
        (features.wide() ? Integer.toUnsignedLong(raw.getInt(0x150)) << 32 : 0)
            | Integer.toUnsignedLong(raw.getInt(0x04)),
        raw.getInt(0x14),
        1 << (logCluster - logBlock),
        raw.getInt(0x20),
        raw.getInt(0x28),
        dynamic ? Short.toUnsignedInt(raw.getShort(0x58)) : OLD_INODE_BYTES,
        features.wide() ? Short.toUnsignedInt(raw.getShort(0xfe)) : OLD_DESCRIPTOR_BYTES,
        features,
        special(raw, features));
  }

  private static Special special(ByteBuffer raw, Features features) {
    return new Special(
        Short.toUnsignedInt(raw.getShort(0xce)),
        raw.getInt(0x4c) > 0 ? Integer.toUnsignedLong(raw.getInt(0x54)) : FIRST_INODE,
        features.metaBlockGroups() ? Integer.toUnsignedLong(raw.getInt(0x104)) : Long.MAX_VALUE,
        List.of(
            Integer.toUnsignedLong(raw.getInt(0x24c)), Integer.toUnsignedLong(raw.getInt(0x250))),
        features.hasJournal() ? Integer.toUnsignedLong(raw.getInt(0xe0)) : 0,
        features.orphanFile() ? Integer.toUnsignedLong(raw.getInt(0x280)) : 0,
        features.multipleMountProtection() ? raw.getLong(0x168) : 0);
  }

  private void check(long imageBytes) throws Damaged {
    require(firstDataBlock == 0 || (firstDataBlock == 1 && blockBytes == 1024), "first data block");
    require(blocks > firstDataBlock, "count of blocks");
    if (blocks > imageBytes / blockBytes) {
      throw new Damaged(
          "it is truncated: its superblock tells of "
              + Long.toUnsignedString(blocks)
              + " blocks of "
              + blockBytes
              + " bytes, but it has "
              + imageBytes
              + " bytes");
    }
    if (features.journalDevice()) {
      return;
    }
    int bits = blockBytes * Byte.SIZE;
    require(
        blocksPerGroup > 0
            && blocksPerGroup % clusterBlocks == 0
            && blocksPerGroup / clusterBlocks <= bits,
        "blocks per group");
    require(
        Integer.bitCount(inodeBytes) == 1
            && inodeBytes >= OLD_INODE_BYTES
            && inodeBytes <= blockBytes,
        "inode size");
    require(inodesPerGroup > 0 && inodesPerGroup <= bits, "inodes per group");
    require(
        !features.wide()
            || (Integer.bitCount(descriptorBytes) == 1
                && descriptorBytes >= WIDE_DESCRIPTOR_BYTES
                && descriptorBytes <= LARGEST_DESCRIPTOR_BYTES),
        "size of a group descriptor");
    require(groups() <= MOST_GROUPS, "count of groups");
  }

  private static void require(boolean sane, String what) throws Damaged {
    if (!sane) {
      throw new Damaged("the " + what + " in its superblock cannot be");
    }
  }

  long groups() {
    return Math.ceilDiv(blocks - firstDataBlock, (long) blocksPerGroup);
  }

  long groupOf(long block) {
    return (block - firstDataBlock) / blocksPerGroup;
  }

  long firstBlockOf(long group) {
    return firstDataBlock + group * blocksPerGroup;
  }

  int descriptorsPerBlock() {
    return blockBytes / descriptorBytes;
  }

  int inodesPerBlock() {
    return blockBytes / inodeBytes;
  }

  int inodeTableBlocks() {
    return Math.ceilDiv(inodesPerGroup, inodesPerBlock());
  }

  long inodes() {
    return groups() * inodesPerGroup;
  }
}
