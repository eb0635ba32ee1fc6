package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What we need of a `journal_superblock_t` (include/linux/jbd2.h), checked. All of jbd2 is
/// big-endian.
///
/// @param length in blocks
/// @param first the first block of the log
/// @param sequence the first transaction expected in the log
/// @param start the block where it begins; 0 when nothing need be recovered
record JournalSuperblock(
    int length, int first, int sequence, int start, int incompatible, int fastCommitBlocks) {
  static final int MAGIC = 0xc03b3998;
  static final int HEADER_BYTES = 12;

  /// 64 GiB of blocks of 4 KiB; e2fsprogs makes none larger than 10,240,000 blocks.
  private static final int LONGEST = 1 << 24;

  private static final int OLD = 3;
  private static final int CURRENT = 4;
  private static final int WIDE = 0x2;
  private static final int CHECKSUM_2 = 0x8;
  private static final int CHECKSUM_3 = 0x10;
  private static final int FAST_COMMIT = 0x20;

  /// `JBD2_DEFAULT_FAST_COMMIT_BLOCKS`.
  private static final int FAST_COMMIT_BLOCKS = 256;

  /// @param room how many blocks there are for the journal
  static JournalSuperblock parse(ByteBuffer block, long room) throws Damaged {
    ByteBuffer raw = block.order(ByteOrder.BIG_ENDIAN);
    int type = raw.getInt(4);
    int length = raw.getInt(0x10);
    int first = raw.getInt(0x14);
    boolean sane =
        raw.getInt(0) == MAGIC
            && (type == OLD || type == CURRENT)
            && raw.getInt(0x0c) == block.limit()
            && length <= Math.min(room, LONGEST)
            && first > 0
            && first < length;
    if (!sane) {
      throw new Damaged("the superblock of the journal is none");
    }
    int incompatible = type == CURRENT ? raw.getInt(0x28) : 0;
    int fast = raw.getInt(0x54) == 0 ? FAST_COMMIT_BLOCKS : raw.getInt(0x54);
    boolean fits = (incompatible & FAST_COMMIT) != 0 && fast > 0 && fast < length - first;
    return new JournalSuperblock(
        length, first, raw.getInt(0x18), raw.getInt(0x1c), incompatible, fits ? fast : 0);
  }

  /// Where the log ends: what follows are fast commits, if anything.
  int end() {
    return length - fastCommitBlocks;
  }

  /// Whether a transaction would be replayed. Its numbers wrap, as those of the kernel do
  /// (`tid_gt`).
  boolean awaits(int transaction) {
    return start != 0 && transaction - sequence >= 0;
  }

  boolean checksums3() {
    return (incompatible & CHECKSUM_3) != 0;
  }

  boolean wide() {
    return (incompatible & WIDE) != 0;
  }

  /// `journal_tag_bytes`: of each entry in a descriptor block.
  int tagBytes() {
    if (checksums3()) {
      return 16;
    }
    int checksum = (incompatible & CHECKSUM_2) != 0 ? 2 : 0;
    return 8 + checksum + (wide() ? 4 : 0);
  }

  /// `journal_block_tail`: of the checksum that ends a descriptor block.
  int tailBytes() {
    return (incompatible & (CHECKSUM_2 | CHECKSUM_3)) != 0 ? 4 : 0;
  }
}
