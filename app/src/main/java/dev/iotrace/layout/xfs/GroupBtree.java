package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// The btrees of an allocation group (`struct xfs_btree_block`, the short form): pointers count
/// blocks within the group.
enum GroupBtree {
  BNO(Kind.BNO_BTREE, "ABTB AB3B", 8, 8),
  CNT(Kind.CNT_BTREE, "ABTC AB3C", 8, 8),
  INODE(Kind.INODE_BTREE, "IABT IAB3", 16, 4),
  FREE_INODE(Kind.FREE_INODE_BTREE, "FIBT FIB3", 16, 4),
  /// Each pointer has the lowest and the highest key below it.
  RMAP(Kind.RMAP_BTREE, "none RMB3", 24, 40),
  REFCOUNT(Kind.REFCOUNT_BTREE, "none R3FC", 12, 4);

  /// What a walk meets.
  interface Visitor {
    /// @param block counted within the group
    /// @param level 0 for one with records
    void node(long block, int level, int entries);

    /// @param at where the record begins in its block
    void record(ByteBuffer block, int at) throws Damaged;
  }

  /// `XFS_BTREE_MAXLEVELS`.
  private static final int MOST_LEVELS = 9;

  private static final int HEADER_BYTES = 16;
  private static final int HEADER_BYTES_WITH_CHECKSUM = 56;

  private final Kind kind;
  private final String magics;
  private final int recordBytes;
  private final int keyBytes;

  /// @param magics of blocks without and with a checksum
  GroupBtree(Kind kind, String magics, int recordBytes, int keyBytes) {
    this.kind = kind;
    this.magics = magics;
    this.recordBytes = recordBytes;
    this.keyBytes = keyBytes;
  }

  /// What its blocks are.
  Kind kind() {
    return kind;
  }

  /// Visits all of it. A block that comes a second time is an error, so that the walk is never
  /// longer than what is really there.
  void walk(Volume volume, long group, Group.Root root, Visitor visitor) throws Damaged {
    if (root.levels() < 1 || root.levels() > MOST_LEVELS) {
      throw new Damaged("the " + kind.words() + " cannot have " + root.levels() + " levels");
    }
    new Walk(volume, group, visitor).node(root.block(), root.levels() - 1);
  }

  /// A walk through one of them.
  private final class Walk {
    private final Volume volume;
    private final long group;
    private final Visitor visitor;
    private final Set<Long> seen = new HashSet<>();

    Walk(Volume volume, long group, Visitor visitor) {
      this.volume = volume;
      this.group = group;
      this.visitor = visitor;
    }

    void node(long number, int level) throws Damaged {
      ByteBuffer block = volume.block(volume.superblock().linear(group, number));
      boolean checksums = volume.superblock().features().checksums();
      int header = checksums ? HEADER_BYTES_WITH_CHECKSUM : HEADER_BYTES;
      int entryBytes = level == 0 ? recordBytes : keyBytes + Integer.BYTES;
      int room = (block.limit() - header) / entryBytes;
      int entries = Short.toUnsignedInt(block.getShort(6));
      boolean sane =
          block.getInt(0) == magic(checksums)
              && block.getShort(4) == level
              && entries <= room
              && seen.add(number);
      if (!sane) {
        throw new Damaged("block " + number + " is no node of the " + kind.words());
      }
      visitor.node(number, level, entries);
      for (int i = 0; i < entries; i++) {
        if (level == 0) {
          visitor.record(block, header + i * recordBytes);
        } else {
          int pointer = block.getInt(header + room * keyBytes + i * Integer.BYTES);
          node(Integer.toUnsignedLong(pointer), level - 1);
        }
      }
    }
  }

  private int magic(boolean checksums) {
    String letters = magics.split(" ", -1)[checksums ? 1 : 0];
    int number = 0;
    for (int i = 0; i < letters.length(); i++) {
      number = number << Byte.SIZE | letters.charAt(i);
    }
    return number;
  }
}
