package dev.iotrace.layout;

import java.util.Locale;

/// What a block is for, in the words of ext4 (Documentation/filesystems/ext4), jbd2
/// (include/linux/jbd2.h), XFS (fs/xfs/libxfs/xfs_format.h and xfs_log_format.h) and btrfs
/// (include/uapi/linux/btrfs_tree.h).
public enum Kind {
  /// At the beginning: room for a boot loader.
  BOOT,
  /// What the file system is, and where everything else begins.
  SUPERBLOCK,
  /// A copy of the superblock, for repairs.
  SUPERBLOCK_BACKUP,
  /// Where the bitmaps and inode tables of the block groups are, and how much is free.
  GROUP_DESCRIPTORS,
  /// Kept free so that the group descriptors can grow.
  RESERVED_GDT,
  /// Which blocks of a block group are in use.
  BLOCK_BITMAP,
  /// Which inodes of a block group are in use.
  INODE_BITMAP,
  /// Inodes of a block group.
  INODE_TABLE,
  /// Multiple mount protection.
  MMP,
  /// Names in a directory.
  DIRECTORY,
  /// Says where a file's blocks are: a node of its extent tree, or an indirect block.
  EXTENT_TREE,
  /// Extended attributes of a file.
  XATTR,
  /// Inodes that were removed while they were open, or are being cut.
  ORPHAN_FILE,
  /// Where the journal begins.
  JOURNAL_SUPERBLOCK,
  /// Says which blocks the following ones of the journal are copies of.
  JOURNAL_DESCRIPTOR,
  /// A copy of another block, as a transaction left it.
  JOURNAL_BLOCK,
  /// The commit record: a transaction counts from here on.
  JOURNAL_COMMIT,
  /// Blocks whose older copies must not be replayed.
  JOURNAL_REVOKE,
  /// The part of the journal for fast commits.
  JOURNAL_FAST_COMMIT,
  /// In the journal, but of no transaction that is still whole.
  JOURNAL_FREE,
  /// The free blocks of an allocation group: roots of their btrees, and counts.
  AGF,
  /// The inodes of an allocation group: roots of their btrees, and counts.
  AGI,
  /// Names the blocks that an allocation group keeps free for its btrees.
  AGFL,
  /// Kept free for the btrees, and named in the AGFL.
  AGFL_BLOCK,
  /// Free extents by their place.
  BNO_BTREE,
  /// Free extents by their length.
  CNT_BTREE,
  /// Inode chunks by their number.
  INODE_BTREE,
  /// Inode chunks that have free inodes.
  FREE_INODE_BTREE,
  /// Which extent has which owner.
  RMAP_BTREE,
  /// Which extents are shared.
  REFCOUNT_BTREE,
  /// 64 inodes that were allocated together.
  INODE_CHUNK,
  /// Where a symbolic link leads.
  SYMLINK,
  /// Allocated for a write to a shared extent, but of no file yet.
  COW_STAGING,
  /// The beginning of a record in the log.
  LOG_RECORD_HEADER,
  /// What a record of the log brings.
  LOG_BODY,
  /// In the log, but of no record that is still whole.
  LOG_FREE,
  /// Of btrfs: kept free for a superblock's sake.
  RESERVED,
  /// A node or leaf of a tree of btrfs, other than those that follow.
  TREE_BLOCK,
  /// A block of the tree that says where logical addresses are on the devices.
  CHUNK_TREE,
  /// A block of what fsync wrote since the last commit.
  LOG_TREE,
  /// A file that says which addresses of a block group are free.
  FREE_SPACE_CACHE,
  /// What RAID5 and RAID6 restore lost data from.
  PARITY,
  /// Bytes of a file.
  FILE_DATA,
  /// In no use.
  FREE,
  /// In use, says the bitmap, but nothing was found that uses it.
  UNCLAIMED;

  /// Whether something stands there, as far as is known.
  public boolean taken() {
    return this != UNCLAIMED && !name().endsWith("FREE");
  }

  /// The same in reports: `block_bitmap`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// For people: `block bitmap`.
  public String words() {
    return word().replace('_', ' ');
  }
}
