package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/// The inode tables.
final class Inodes {
  /// What a tour of all inodes meets.
  interface Visitor {
    /// @return whether to go on
    boolean inode(Inode inode);
  }

  private final Volume volume;
  private final Superblock superblock;
  private final Groups groups;

  Inodes(Volume volume, Superblock superblock, Groups groups) {
    this.volume = volume;
    this.superblock = superblock;
    this.groups = groups;
  }

  Inode at(long number) throws Damaged {
    return Inode.parse(number, raw(number));
  }

  /// What of an inode's content stands in the inode itself, beyond the 60 bytes of its map.
  ByteBuffer inlineBeyondMap(Inode inode) throws Damaged {
    return InlineData.beyondMap(raw(inode.number()));
  }

  private ByteBuffer raw(long number) throws Damaged {
    if (number < 1 || number > superblock.inodes()) {
      throw new Damaged("there is no inode " + number);
    }
    long group = (number - 1) / superblock.inodesPerGroup();
    int within = Math.toIntExact((number - 1) % superblock.inodesPerGroup());
    long block = groups.at(group).inodeTable() + within / superblock.inodesPerBlock();
    int at = within % superblock.inodesPerBlock() * superblock.inodeBytes();
    return volume.block(block).slice(at, superblock.inodeBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Visits all inodes that are in use, in their order: those in the bitmap, deleted ones that are
  /// still open included; where the bitmap may be behind the tables, those with links, too.
  void tour(Visitor visitor) throws Damaged {
    boolean more = true;
    for (long group = 0; more && group < superblock.groups(); group++) {
      more = tour(group, groups.at(group), visitor);
    }
  }

  private boolean tour(long group, Groups.Descriptor descriptor, Visitor visitor) throws Damaged {
    if (descriptor.inodesSeen() == 0) {
      return true;
    }
    ByteBuffer bitmap = volume.block(descriptor.inodeBitmap());
    boolean behind = superblock.features().needsRecovery();
    int perBlock = superblock.inodesPerBlock();
    for (int first = 0; first < descriptor.inodesSeen(); first += perBlock) {
      int end = Math.min(first + perBlock, descriptor.inodesSeen());
      if (!behind && !anyIn(bitmap, first, end)) {
        continue;
      }
      ByteBuffer block = volume.block(descriptor.inodeTable() + first / perBlock);
      for (int i = first; i < end; i++) {
        long number = groups.firstInode(group, 0) + i;
        Inode inode = Inode.in(block, (i - first) * superblock.inodeBytes(), number);
        boolean inUse = Groups.bit(bitmap, i) || (behind && inode.links() != 0);
        if (inUse && !visitor.inode(inode)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean anyIn(ByteBuffer bitmap, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Groups.bit(bitmap, i)) {
        return true;
      }
    }
    return false;
  }

  /// The inodes in a block of the inode table that the bitmap says are in use.
  ///
  /// @param block in the table of that group
  long[] usedIn(long group, long block) throws Damaged {
    Groups.Descriptor descriptor = groups.at(group);
    long index = block - descriptor.inodeTable();
    int first = Math.toIntExact(index * superblock.inodesPerBlock());
    int end = Math.min(first + superblock.inodesPerBlock(), descriptor.inodesSeen());
    if (first >= end) {
      return new long[0];
    }
    ByteBuffer bitmap = volume.block(descriptor.inodeBitmap());
    return IntStream.range(first, end)
        .filter(i -> Groups.bit(bitmap, i))
        .mapToLong(i -> groups.firstInode(group, 0) + i)
        .toArray();
  }
}
