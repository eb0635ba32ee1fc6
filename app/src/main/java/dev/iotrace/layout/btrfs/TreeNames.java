package dev.iotrace.layout.btrfs;

/// The trees, by their objectid: `BTRFS_*_TREE_OBJECTID`.
final class TreeNames {
  static final long ROOT = 1;
  static final long EXTENT = 2;
  static final long CHUNK = 3;
  static final long FS = 5;
  static final long LOG = -6;
  static final long DATA_RELOC = -9;

  /// `BTRFS_FIRST_FREE_OBJECTID`: of subvolumes, and of inodes in them; the first inode is the
  /// subvolume's root.
  static final long FIRST_FREE = 256;

  /// `BTRFS_LAST_FREE_OBJECTID`.
  private static final long LAST_FREE = -256;

  private TreeNames() {}

  /// Whether it is a number of a subvolume other than the first, or of an inode.
  static boolean isFree(long objectid) {
    return Long.compareUnsigned(objectid, FIRST_FREE) >= 0
        && Long.compareUnsigned(objectid, LAST_FREE) <= 0;
  }

  static boolean isSubvolume(long tree) {
    return tree == FS || isFree(tree);
  }

  /// Whether there are inodes with data in it.
  static boolean hasFiles(long tree) {
    return isSubvolume(tree) || tree == ROOT || tree == DATA_RELOC;
  }

  /// For people.
  static String words(long tree) {
    if (isFree(tree)) {
      return "subvolume " + Long.toUnsignedString(tree);
    }
    return switch (Math.toIntExact(Math.clamp(tree, -10, 14))) {
      case 1 -> "root tree";
      case 2 -> "extent tree";
      case 3 -> "chunk tree";
      case 4 -> "device tree";
      case 5 -> "fs tree";
      case 7 -> "checksum tree";
      case 8 -> "quota tree";
      case 9 -> "uuid tree";
      case 10 -> "free space tree";
      case 11 -> "block group tree";
      case -6 -> "log tree";
      case -8 -> "relocation tree";
      case -9 -> "data relocation tree";
      default -> "tree " + tree;
    };
  }
}
