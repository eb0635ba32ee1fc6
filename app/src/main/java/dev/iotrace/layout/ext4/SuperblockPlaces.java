package dev.iotrace.layout.ext4;

/// In which groups the superblock and the group descriptors stand (fs/ext4/balloc.c).
final class SuperblockPlaces {
  private final Superblock superblock;

  SuperblockPlaces(Superblock superblock) {
    this.superblock = superblock;
  }

  /// `ext4_bg_has_super`: in every group; with `sparse_super` in 0, 1 and the powers of 3, 5 and 7;
  /// with `sparse_super2` in 0 and two named ones.
  boolean hasSuperblock(long group) {
    if (group == 0) {
      return true;
    }
    if (superblock.features().sparseSuper2()) {
      return superblock.special().backupGroups().contains(group);
    }
    return group == 1
        || !superblock.features().sparseSuper()
        || isPower(group, 3)
        || isPower(group, 5)
        || isPower(group, 7);
  }

  private static boolean isPower(long number, int base) {
    long rest = number;
    while (rest % base == 0) {
      rest /= base;
    }
    return rest == 1;
  }

  /// Where the superblock of a group stands that has one, and what else is at the group's
  /// beginning. The first KiB of a device is a boot loader's, also where blocks are 1 KiB and, with
  /// bigalloc, group 0 begins with block 0 (`ext2fs_super_and_bgd_loc2`).
  long beginning(long group) {
    long first = superblock.firstBlockOf(group);
    return first == 0 && superblock.blockBytes() == 1024 ? 1 : first;
  }

  /// The first block of group descriptors in a group.
  long descriptors(long group) {
    return beginning(group) + (hasSuperblock(group) ? 1 : 0);
  }

  /// `ext4_bg_num_gdb`: how many blocks of group descriptors a group has.
  long descriptorBlocks(long group) {
    long perBlock = superblock.descriptorsPerBlock();
    long metaGroup = group / perBlock;
    if (metaGroup < superblock.special().firstMetaGroup()) {
      long all = Math.ceilDiv(superblock.groups(), perBlock);
      return hasSuperblock(group) ? Math.min(all, superblock.special().firstMetaGroup()) : 0;
    }
    long within = group % perBlock;
    return within <= 1 || within == perBlock - 1 ? 1 : 0;
  }

  /// How many blocks after them are kept free for more of them.
  int reservedBlocks(long group) {
    boolean old = group / superblock.descriptorsPerBlock() < superblock.special().firstMetaGroup();
    return old && hasSuperblock(group) ? superblock.special().reservedDescriptorBlocks() : 0;
  }

  /// `descriptor_loc` of fs/ext4/super.c: the block of group descriptors in which a group's own is.
  long descriptorBlockOf(long group) {
    long number = group / superblock.descriptorsPerBlock();
    if (number < superblock.special().firstMetaGroup()) {
      return descriptors(0) + number;
    }
    return descriptors(number * superblock.descriptorsPerBlock());
  }
}
