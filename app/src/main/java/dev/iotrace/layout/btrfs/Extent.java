package dev.iotrace.layout.btrfs;

import java.util.List;

/// `struct btrfs_extent_item`: an allocated range of logical addresses, and who has it.
///
/// @param tree whether it is a tree block, not data
/// @param references how many there are, also of those that are not listed
record Extent(long start, long length, boolean tree, long references, List<Backref> backrefs) {
  /// From an extent to who has it.
  sealed interface Backref {
    /// A tree, by its number: `BTRFS_TREE_BLOCK_REF_KEY`.
    record OfTree(long tree) implements Backref {}

    /// The tree block above: `BTRFS_SHARED_BLOCK_REF_KEY`.
    record OfParent(long parent) implements Backref {}

    /// `struct btrfs_extent_data_ref`.
    ///
    /// @param offset where the extent would begin in the file, if it was all there
    record OfFile(long tree, long inode, long offset, long count) implements Backref {}

    /// The leaf that has the item: `BTRFS_SHARED_DATA_REF_KEY`.
    record OfLeaf(long leaf) implements Backref {}
  }

  boolean contains(long logical) {
    return logical >= start && logical - start < length;
  }
}
