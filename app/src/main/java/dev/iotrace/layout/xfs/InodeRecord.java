package dev.iotrace.layout.xfs;

import java.nio.ByteBuffer;

/// A record of an inode btree, `struct xfs_inobt_rec`: 64 inodes that follow each other.
///
/// @param first the number of the first within its group
/// @param holes a bit for each four inodes that are not there
/// @param free a bit for each inode that is not in use
record InodeRecord(long first, int holes, long free) {
  static final int INODES = 64;
  private static final int INODES_PER_HOLE = 4;

  static InodeRecord parse(ByteBuffer block, int at, boolean sparse) {
    int holes = sparse ? Short.toUnsignedInt(block.getShort(at + 4)) : 0;
    return new InodeRecord(Integer.toUnsignedLong(block.getInt(at)), holes, block.getLong(at + 8));
  }

  /// Whether there is such an inode, in use or not.
  ///
  /// @param index 0 to 63
  boolean there(int index) {
    return (holes >> (index / INODES_PER_HOLE) & 1) == 0;
  }

  boolean inUse(int index) {
    return there(index) && (free >>> index & 1) == 0;
  }
}
