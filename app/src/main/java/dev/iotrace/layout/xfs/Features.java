package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;

/// What the superblock says of formats; the numbers are those of fs/xfs/libxfs/xfs_format.h.
///
/// @param checksums version 5: blocks tell their number, owner and checksum
/// @param fileType directory entries tell the type of what they name
/// @param sparseInodes a chunk of inodes may have holes
/// @param freeInodes there is a second inode btree
/// @param reverseMap there is a btree from blocks to owners
/// @param reflink files may share blocks
record Features(
    boolean checksums,
    boolean fileType,
    boolean sparseInodes,
    boolean freeInodes,
    boolean reverseMap,
    boolean reflink) {
  /// Up to parent pointers; a metadata directory and zones change where things are.
  private static final int KNOWN_INCOMPATIBLE = 0xff;

  static Features parse(ByteBuffer raw) throws Damaged {
    int version = raw.getShort(100) & 0xf;
    if (version == 4) {
      boolean typed = (raw.getInt(200) & 0x200) != 0;
      return new Features(false, typed, false, false, false, false);
    }
    if (version != 5) {
      throw new Damaged("XFS of version " + version + " is unknown");
    }
    int readOnly = raw.getInt(212);
    int incompatible = raw.getInt(216);
    if ((incompatible & ~KNOWN_INCOMPATIBLE) != 0) {
      throw new Damaged(
          "it has incompatible features that are unknown here: 0x"
              + Integer.toHexString(incompatible & ~KNOWN_INCOMPATIBLE));
    }
    return new Features(
        true,
        (incompatible & 0x1) != 0,
        (incompatible & 0x2) != 0,
        (readOnly & 0x1) != 0,
        (readOnly & 0x2) != 0,
        (readOnly & 0x4) != 0);
  }
}
