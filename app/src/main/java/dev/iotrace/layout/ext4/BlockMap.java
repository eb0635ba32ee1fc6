package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/// From inodes to their blocks, by extents (`ext4_extents.h`) or by indirect blocks (`indirect.c`).
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

    /// Blocks of data.
    ///
    /// @param index of the first, in the file
    void data(long index, long block, long count, boolean written);
  }

  private static final int EXTENT_MAGIC = 0xf30a;
  private static final int ENTRY_BYTES = 12;
  private static final int DEEPEST = 5;
  private static final int LONGEST_WRITTEN = 1 << 15;
  private static final int DIRECT = 12;

  private final Volume volume;
  private final Set<Long> nodes = new HashSet<>();

  BlockMap(Volume volume) {
    this.volume = volume;
  }

  /// Visits all blocks of an inode, in the file's order, those behind its end included.
  void walk(Inode inode, Visitor visitor) throws Damaged {
    if (!inode.mapsBlocks()) {
      return;
    }
    if (inode.usesExtents()) {
      extents(inode.map(), Short.toUnsignedInt(inode.map().getShort(6)), visitor);
    } else {
      indirect(inode.map(), visitor);
    }
  }

  private void extents(ByteBuffer node, int depth, Visitor visitor) throws Damaged {
    int entries = Short.toUnsignedInt(node.getShort(2));
    boolean sane =
        Short.toUnsignedInt(node.getShort(0)) == EXTENT_MAGIC
            && ENTRY_BYTES * (entries + 1) <= node.limit()
            && Short.toUnsignedInt(node.getShort(6)) == depth
            && depth <= DEEPEST;
    if (!sane) {
      throw new Damaged("a node of its extent tree is none");
    }
    for (int at = ENTRY_BYTES; at <= entries * ENTRY_BYTES; at += ENTRY_BYTES) {
      if (depth == 0) {
        extent(node, at, visitor);
      } else {
        long child = wide(node.getInt(at + 4), node.getShort(at + 8));
        extents(node(child, depth - 1, visitor), depth - 1, visitor);
      }
    }
  }

  private static void extent(ByteBuffer node, int at, Visitor visitor) {
    int length = Short.toUnsignedInt(node.getShort(at + 4));
    boolean written = length <= LONGEST_WRITTEN;
    visitor.data(
        Integer.toUnsignedLong(node.getInt(at)),
        wide(node.getInt(at + 8), node.getShort(at + 6)),
        written ? length : length - LONGEST_WRITTEN,
        written);
  }

  private static long wide(int low, short high) {
    return Integer.toUnsignedLong(low) | Short.toUnsignedLong(high) << Integer.SIZE;
  }

  private void indirect(ByteBuffer map, Visitor visitor) throws Damaged {
    long perBlock = volume.blockBytes() / Integer.BYTES;
    for (int index = 0; index < DIRECT; index++) {
      pointer(map, index, index, visitor);
    }
    long first = DIRECT;
    long covered = perBlock;
    for (int level = 0; level < 3; level++) {
      branch(map.getInt((DIRECT + level) * Integer.BYTES), level, first, visitor);
      first += covered;
      covered *= perBlock;
    }
  }

  private void branch(int pointer, int level, long first, Visitor visitor) throws Damaged {
    if (pointer == 0) {
      return;
    }
    ByteBuffer pointers = node(Integer.toUnsignedLong(pointer), level, visitor);
    int count = pointers.limit() / Integer.BYTES;
    long covered = 1;
    for (int i = 0; i < level; i++) {
      covered *= count;
    }
    for (int i = 0; i < count; i++) {
      if (level == 0) {
        pointer(pointers, i, first + i, visitor);
      } else {
        branch(pointers.getInt(i * Integer.BYTES), level - 1, first + i * covered, visitor);
      }
    }
  }

  private static void pointer(ByteBuffer pointers, int at, long index, Visitor visitor) {
    long block = Integer.toUnsignedLong(pointers.getInt(at * Integer.BYTES));
    if (block != 0) {
      visitor.data(index, block, 1, true);
    }
  }

  private ByteBuffer node(long block, int level, Visitor visitor) throws Damaged {
    if (!nodes.add(block)) {
      throw new Damaged("block " + block + " is a node of two trees, or of one twice");
    }
    visitor.node(block, level);
    return volume.block(block);
  }
}
