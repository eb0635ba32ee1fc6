package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;

/// What is said of blocks that tell where a file's blocks are.
final class Nodes {
  private Nodes() {}

  static Structure structure(Inode inode, int level) {
    String what = inode.usesExtents() ? "level " : "indirect block, level ";
    return Structure.ofInode(Kind.EXTENT_TREE, inode.number(), what + level);
  }
}
