package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What we need of a `struct ext4_inode` (fs/ext4/ext4.h).
///
/// @param xattrBlock the block with its extended attributes; 0 for none
/// @param map `i_block`, 60 bytes: an extent tree's root, block pointers, or the content itself
record Inode(
    long number, int mode, int links, int flags, long bytes, long xattrBlock, ByteBuffer map) {
  static final int MAP_BYTES = 60;
  static final int ROOT = 2;
  static final int RESIZE = 7;

  private static final int MAP_AT = 0x28;
  private static final int EXTENTS = 0x80000;
  private static final int EA_INODE = 0x200000;
  private static final int INLINE_DATA = 0x10000000;
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFREG = 0100000;
  private static final int S_IFLNK = 0120000;

  /// @param raw at least the first 128 bytes
  static Inode parse(long number, ByteBuffer raw) {
    long xattrs =
        Integer.toUnsignedLong(raw.getInt(0x68))
            | Short.toUnsignedLong(raw.getShort(0x76)) << Integer.SIZE;
    return new Inode(
        number,
        Short.toUnsignedInt(raw.getShort(0x00)),
        Short.toUnsignedInt(raw.getShort(0x1a)),
        raw.getInt(0x20),
        Integer.toUnsignedLong(raw.getInt(0x04)) | (long) raw.getInt(0x6c) << Integer.SIZE,
        xattrs,
        raw.slice(MAP_AT, MAP_BYTES).order(ByteOrder.LITTLE_ENDIAN));
  }

  /// The one in a block of an inode table.
  static Inode in(ByteBuffer block, int at, long number) throws Damaged {
    return parse(number, block.slice(at, 128).order(ByteOrder.LITTLE_ENDIAN));
  }

  boolean isDirectory() {
    return (mode & S_IFMT) == S_IFDIR;
  }

  boolean isSymlink() {
    return (mode & S_IFMT) == S_IFLNK;
  }

  /// Whether it holds one extended attribute of another inode.
  boolean isAttribute() {
    return (flags & EA_INODE) != 0;
  }

  boolean usesExtents() {
    return (flags & EXTENTS) != 0;
  }

  boolean isInline() {
    return (flags & INLINE_DATA) != 0;
  }

  /// Whether [#map] leads to blocks. Not so of devices and pipes, nor of a symbolic link that fits
  /// into it (`ext4_symlink`); the inode of bad blocks has no mode.
  boolean mapsBlocks() {
    if (isInline()) {
      return false;
    }
    return switch (mode & S_IFMT) {
      case 0, S_IFREG, S_IFDIR -> true;
      case S_IFLNK -> usesExtents() || bytes >= MAP_BYTES;
      default -> false;
    };
  }
}
