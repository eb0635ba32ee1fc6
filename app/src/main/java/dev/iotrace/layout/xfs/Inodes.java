package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;

/// The inodes, where their numbers say.
final class Inodes {
  /// What a tour of all inodes meets.
  interface Visitor {
    /// @return whether to go on
    boolean inode(Inode inode);
  }

  private final Volume volume;
  private final Notes notes;

  Inodes(Volume volume, Notes notes) {
    this.volume = volume;
    this.notes = notes;
  }

  /// The number is its place: group, block in the group, and index in the block.
  Inode at(long number) throws Damaged {
    Superblock superblock = volume.superblock();
    long block = superblock.linear(number >>> superblock.inodeBits());
    int index = (int) (number & (superblock.inodesPerBlock() - 1));
    ByteBuffer raw =
        volume.block(block).slice(index * superblock.inodeBytes(), superblock.inodeBytes());
    return Inode.parse(number, raw);
  }

  /// Visits all inodes that the inode btrees say are in use, in their order.
  void tour(Visitor visitor) {
    boolean more = true;
    for (long group = 0; more && group < volume.superblock().groups(); group++) {
      try {
        more = tour(group, visitor);
      } catch (Damaged damaged) {
        notes.damagedGroup(group, damaged);
      }
    }
  }

  private boolean tour(long number, Visitor visitor) throws Damaged {
    Tour tour = new Tour(number, visitor);
    Group group = Group.read(volume, number);
    for (Group.Root root : group.roots()) {
      if (root.btree() == GroupBtree.INODE) {
        root.btree().walk(volume, number, root, tour);
      }
    }
    return tour.more;
  }

  /// One group's part.
  private final class Tour implements GroupBtree.Visitor {
    private final long group;
    private final Visitor visitor;
    private boolean more = true;
    private long next;

    Tour(long group, Visitor visitor) {
      this.group = group;
      this.visitor = visitor;
    }

    @Override
    public void node(long block, int level, int entries) {
      // Only the records matter.
    }

    @Override
    public void record(ByteBuffer block, int at) throws Damaged {
      boolean sparse = volume.superblock().features().sparseInodes();
      InodeRecord chunk = InodeRecord.parse(block, at, sparse);
      if (chunk.first() < next) {
        throw new Damaged("its inode btree is out of order"); // Else one inode may come for ever.
      }
      next = chunk.first() + InodeRecord.INODES;
      for (int i = 0; more && i < InodeRecord.INODES; i++) {
        if (chunk.inUse(i)) {
          visit(volume.superblock().inode(group, chunk.first() + i));
        }
      }
    }

    private void visit(long number) {
      try {
        more = visitor.inode(at(number));
      } catch (Damaged damaged) {
        notes.damagedInode(number, damaged);
      }
    }
  }
}
