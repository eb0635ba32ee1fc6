package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Search;
import dev.iotrace.layout.Structure;
import java.nio.ByteBuffer;

/// The block groups: what of them stands at fixed places, or where their descriptors say.
final class Groups {
  private static final int BLOCK_UNINIT = 0x2;
  private static final int INODE_UNINIT = 0x1;
  private static final int WIDE_BYTES = 64;

  private final Volume volume;
  private final Superblock superblock;
  private final SuperblockPlaces places;

  /// A `struct ext4_group_desc`.
  ///
  /// @param blocksUnused whether the block bitmap was never written, for nothing is in use
  /// @param inodesSeen how many inodes of its table may have been used ever
  record Descriptor(
      long blockBitmap, long inodeBitmap, long inodeTable, boolean blocksUnused, int inodesSeen) {}

  Groups(Volume volume, Superblock superblock) {
    this.volume = volume;
    this.superblock = superblock;
    places = new SuperblockPlaces(superblock);
  }

  Descriptor at(long group) throws Damaged {
    ByteBuffer block = volume.block(places.descriptorBlockOf(group));
    int at =
        Math.toIntExact(group % superblock.descriptorsPerBlock()) * superblock.descriptorBytes();
    boolean wide = superblock.descriptorBytes() >= WIDE_BYTES;
    int flags = superblock.features().groupsTellUnused() ? block.getShort(at + 0x12) : 0;
    return new Descriptor(
        pointer(block, at, wide ? at + 0x20 : -1),
        pointer(block, at + 0x04, wide ? at + 0x24 : -1),
        pointer(block, at + 0x08, wide ? at + 0x28 : -1),
        (flags & BLOCK_UNINIT) != 0,
        (flags & INODE_UNINIT) != 0 ? 0 : inodesSeen(block, at, wide));
  }

  private static long pointer(ByteBuffer block, int low, int high) {
    long upper = high < 0 ? 0 : Integer.toUnsignedLong(block.getInt(high)) << 32;
    return upper | Integer.toUnsignedLong(block.getInt(low));
  }

  private int inodesSeen(ByteBuffer block, int at, boolean wide) {
    if (!superblock.features().groupsTellUnused()) {
      return superblock.inodesPerGroup();
    }
    int unused =
        Short.toUnsignedInt(block.getShort(at + 0x1c))
            | (wide ? Short.toUnsignedInt(block.getShort(at + 0x32)) << 16 : 0);
    return Math.clamp((long) superblock.inodesPerGroup() - unused, 0, superblock.inodesPerGroup());
  }

  /// Says what the groups themselves are made of.
  void claim(Search search) throws Damaged {
    search.claim(0, places.beginning(0), _ -> Structure.of(Kind.BOOT, ""));
    long mmp = superblock.special().mmpBlock();
    if (mmp != 0) {
      search.claim(mmp, 1, _ -> Structure.of(Kind.MMP, ""));
    }
    for (long group = 0; group < superblock.groups() && !search.done(); group++) {
      claimBeginning(search, group);
      claimDescribed(search, group, at(group));
    }
  }

  private void claimBeginning(Search search, long group) {
    if (places.hasSuperblock(group)) {
      Kind kind = group == 0 ? Kind.SUPERBLOCK : Kind.SUPERBLOCK_BACKUP;
      search.claim(places.beginning(group), 1, _ -> Structure.ofGroup(kind, group, ""));
    }
    long first = places.descriptors(group);
    long count = places.descriptorBlocks(group);
    search.claim(first, count, block -> descriptors(group, block - first));
    search.claim(
        first + count,
        places.reservedBlocks(group),
        _ -> Structure.ofGroup(Kind.RESERVED_GDT, group, ""));
  }

  private Structure descriptors(long group, long index) {
    long perBlock = superblock.descriptorsPerBlock();
    long metaGroup = group / perBlock;
    boolean meta = metaGroup >= superblock.special().firstMetaGroup();
    long from = (meta ? metaGroup : index) * perBlock;
    long to = Math.min(from + perBlock, superblock.groups()) - 1;
    boolean backup = meta ? group % perBlock != 0 : group != 0;
    String which = from == to ? "of group " + from : "of groups " + from + " to " + to;
    return Structure.ofGroup(
        Kind.GROUP_DESCRIPTORS, group, backup ? "a backup of those " + which : which);
  }

  private void claimDescribed(Search search, long group, Descriptor descriptor) {
    search.claim(descriptor.blockBitmap(), 1, _ -> Structure.ofGroup(Kind.BLOCK_BITMAP, group, ""));
    search.claim(descriptor.inodeBitmap(), 1, _ -> Structure.ofGroup(Kind.INODE_BITMAP, group, ""));
    search.claim(
        descriptor.inodeTable(),
        superblock.inodeTableBlocks(),
        block -> inodeTable(group, block - descriptor.inodeTable()));
  }

  private Structure inodeTable(long group, long index) {
    long first = firstInode(group, index);
    long last =
        Math.min(first + superblock.inodesPerBlock(), (group + 1) * superblock.inodesPerGroup() + 1)
            - 1;
    return Structure.ofGroup(Kind.INODE_TABLE, group, "inodes " + first + " to " + last);
  }

  /// The first inode in a block of a group's table.
  long firstInode(long group, long index) {
    return group * superblock.inodesPerGroup() + index * superblock.inodesPerBlock() + 1;
  }

  /// Whether the block bitmap says that a block is in use. With bigalloc it has a bit for each
  /// cluster.
  boolean inUse(long block) throws Damaged {
    if (block < superblock.firstDataBlock()) {
      return true;
    }
    long group = superblock.groupOf(block);
    Descriptor descriptor = at(group);
    if (descriptor.blocksUnused()) {
      return false;
    }
    int within = Math.toIntExact(block - superblock.firstBlockOf(group));
    return bit(volume.block(descriptor.blockBitmap()), within / superblock.clusterBlocks());
  }

  static boolean bit(ByteBuffer bitmap, int number) {
    return ((bitmap.get(number / Byte.SIZE) >> (number % Byte.SIZE)) & 1) != 0;
  }
}
