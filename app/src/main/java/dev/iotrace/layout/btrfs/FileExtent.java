package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;

/// `struct btrfs_file_extent_item`, which is of a leaf's item of type EXTENT_DATA.
///
/// @param fileOffset where in the file its data begins
/// @param type 0 for data inside of the item, 2 for not yet written
/// @param disk the extent's logical address; 0 for a hole
/// @param skipped bytes of the extent, unpacked, before its data in the file begins
record FileExtent(
    long inode,
    long fileOffset,
    int type,
    int compression,
    long disk,
    long diskBytes,
    long skipped,
    long bytes,
    long unpackedBytes) {
  static final int INLINE = 0;
  static final int UNWRITTEN = 2;

  private static final int INLINE_HEAD_BYTES = 21;
  private static final int BYTES = 53;

  static FileExtent in(Node leaf, int index) throws Damaged {
    Key key = leaf.key(index);
    ByteBuffer raw = leaf.item(index, INLINE_HEAD_BYTES);
    int type = Byte.toUnsignedInt(raw.get(20));
    int compression = Byte.toUnsignedInt(raw.get(16));
    if (type == INLINE) {
      return new FileExtent(
          key.objectid(), key.offset(), type, compression, 0, 0, 0, 0, raw.getLong(8));
    }
    if (raw.limit() < BYTES) {
      throw new Damaged("item " + index + " of " + leaf + " is too short");
    }
    return new FileExtent(
        key.objectid(),
        key.offset(),
        type,
        compression,
        raw.getLong(21),
        raw.getLong(29),
        raw.getLong(37),
        raw.getLong(45),
        raw.getLong(8));
  }

  boolean isHole() {
    return disk == 0;
  }

  /// Whether the file needs what stands at that address. What is compressed is needed as a whole.
  boolean covers(long logical) {
    long distance = logical - disk;
    return compression != 0
        ? distance >= 0 && distance < diskBytes
        : distance >= skipped && distance - skipped < bytes;
  }

  /// Where in the file that address's data begins.
  long fileOffset(long logical) {
    return compression != 0 ? fileOffset : fileOffset + (logical - disk - skipped);
  }

  /// For people; empty when there is nothing special.
  String words() {
    if (type == UNWRITTEN) {
      return "allocated, not yet written";
    }
    String packer =
        switch (compression) {
          case 0 -> "";
          case 1 -> " by zlib";
          case 2 -> " by lzo";
          case 3 -> " by zstd";
          default -> " by method " + compression;
        };
    return compression == 0
        ? ""
        : "compressed" + packer + ", " + unpackedBytes + " bytes in " + diskBytes;
  }
}
