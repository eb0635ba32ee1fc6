package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// From a fork to its blocks, by extents in the inode or by a btree of them (`xfs_bmbt_rec`,
/// `xfs_bmdr_block`, and the long form of `xfs_btree_block`).
///
/// No block is a node of two trees, so that one that comes a second time is an error: neither
/// cycles nor shared branches can make a walk longer than what is really there.
final class BlockMap {
  /// What a walk meets.
  interface Visitor {
    /// A block that says where others are.
    ///
    /// @param level 0 when these are data
    void node(long block, int level);

    /// Blocks of content.
    ///
    /// @param index of the first, in the fork
    void data(long index, long block, long count, boolean written) throws Damaged;
  }

  private static final int MAGIC = 0x424d4150;
  private static final int MAGIC_WITH_CHECKSUM = 0x424d4133;
  private static final int HEADER_BYTES = 24;
  private static final int HEADER_BYTES_WITH_CHECKSUM = 72;
  private static final int ROOT_HEADER_BYTES = 4;
  private static final int EXTENT_BYTES = 16;
  private static final int DEEPEST = 9;

  private final Volume volume;
  private final Set<Long> nodes = new HashSet<>();

  BlockMap(Volume volume) {
    this.volume = volume;
  }

  /// Visits all blocks of a fork, in its order.
  void walk(Inode.Fork fork, Visitor visitor) throws Damaged {
    if (fork.format() == Inode.Fork.EXTENTS) {
      extents(fork.raw(), 0, fork.extents(), visitor);
    } else if (fork.format() == Inode.Fork.BTREE) {
      ByteBuffer root = fork.raw();
      if (root.limit() < ROOT_HEADER_BYTES) {
        throw new Damaged("there is no room for the root of its extents");
      }
      int level = Short.toUnsignedInt(root.getShort(0));
      if (level < 1 || level > DEEPEST) {
        throw new Damaged("the tree of its extents cannot have level " + level);
      }
      branch(root, ROOT_HEADER_BYTES, Short.toUnsignedInt(root.getShort(2)), level, visitor);
    }
  }

  /// @param at where the keys begin; behind room for all that fit come the pointers
  private void branch(ByteBuffer node, int at, int entries, int level, Visitor visitor)
      throws Damaged {
    int room = (node.limit() - at) / EXTENT_BYTES;
    if (entries > room) {
      throw new Damaged("a node of its extents has too many entries");
    }
    for (int i = 0; i < entries; i++) {
      long child = node.getLong(at + (room + i) * Long.BYTES);
      node(volume.superblock().linear(child), level - 1, visitor);
    }
  }

  private void node(long number, int level, Visitor visitor) throws Damaged {
    if (!nodes.add(number)) {
      throw new Damaged("block " + number + " is a node of two trees, or of one twice");
    }
    ByteBuffer block = volume.block(number);
    boolean checksums = volume.superblock().features().checksums();
    boolean sane =
        block.getInt(0) == (checksums ? MAGIC_WITH_CHECKSUM : MAGIC)
            && Short.toUnsignedInt(block.getShort(4)) == level;
    if (!sane) {
      throw new Damaged("block " + number + " is no node of its extents");
    }
    visitor.node(number, level);
    int header = checksums ? HEADER_BYTES_WITH_CHECKSUM : HEADER_BYTES;
    int entries = Short.toUnsignedInt(block.getShort(6));
    if (level == 0) {
      extents(block, header, entries, visitor);
    } else {
      branch(block, header, entries, level, visitor);
    }
  }

  private void extents(ByteBuffer raw, int at, long count, Visitor visitor) throws Damaged {
    if (count < 0 || count > (raw.limit() - at) / EXTENT_BYTES) {
      throw new Damaged("it has too many extents");
    }
    for (int i = 0; i < count; i++) {
      extent(raw.getLong(at + i * EXTENT_BYTES), raw.getLong(at + 8 + i * EXTENT_BYTES), visitor);
    }
  }

  /// From the upper bit: 1 for "not written", 54 of the index, 52 of the block, 21 of the count.
  private void extent(long upper, long lower, Visitor visitor) throws Damaged {
    long start = (upper & 0x1ff) << 43 | lower >>> 21;
    long index = (upper & Long.MAX_VALUE) >>> 9;
    visitor.data(index, volume.superblock().linear(start), lower & 0x1fffff, upper >= 0);
  }
}
