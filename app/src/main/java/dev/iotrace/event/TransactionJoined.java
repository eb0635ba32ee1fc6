package dev.iotrace.event;

/// A thread changed an inode within a journal transaction: `ext4:ext4_mark_inode_dirty` between
/// `jbd2:jbd2_handle_start` and `jbd2_handle_stats` of the same thread. Reported once for each
/// (thread, inode, handle type) and transaction.
///
/// @param inode the inode changed, 0 when the handle dirtied blocks but no inode
/// @param handleType the kernel's `EXT4_HT_*` number (`fs/ext4/ext4_jbd2.h`)
public record TransactionJoined(
    long timeNs, int threadId, long transaction, long inode, int handleType)
    implements IoEvent.OfFileSystem {

  /// `EXT4_HT_MISC`.
  public static final int MISC = 0;

  /// `EXT4_HT_INODE`: times and size of an inode.
  public static final int INODE = 1;

  /// `EXT4_HT_WRITE_PAGE`: blocks are allocated at writeback.
  public static final int WRITE_PAGE = 2;

  /// `EXT4_HT_MAP_BLOCKS`.
  public static final int MAP_BLOCKS = 3;

  /// `EXT4_HT_TRUNCATE`: pieces of a file are freed or moved.
  public static final int TRUNCATE = 5;

  /// No number of the kernel's: the handle changed nothing.
  public static final int NOTHING = 255;

  /// `EXT4_HT_EXT_CONVERT`: unwritten extents become written, at the end of I/O.
  public static final int EXTENT_CONVERT = 11;

  /// Whether a handle of that type serves what was written to the file before, whoever holds it.
  public static boolean isWriteback(int handleType) {
    return switch (handleType) {
      case WRITE_PAGE, MAP_BLOCKS, EXTENT_CONVERT, NOTHING -> true;
      default -> false;
    };
  }
}
