package dev.iotrace.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/// What we need of an ext4 superblock (`struct ext4_super_block`, fs/ext4/ext4.h), which ext2 and
/// ext3 share.
///
/// @param externalJournal whether the journal is on another device
public record Ext4Superblock(
    UUID uuid, int blockBytes, boolean hasJournal, boolean externalJournal) {
  private static final int OFFSET = 1024;
  private static final int BYTES = 1024;

  private static final int LOG_BLOCK_SIZE = 0x18;
  private static final int MAGIC_AT = 0x38;
  private static final int FEATURE_COMPAT = 0x5c;
  private static final int UUID_AT = 0x68;
  private static final int JOURNAL_INODE = 0xe0;

  private static final int MAGIC = 0xef53;
  private static final int HAS_JOURNAL = 0x0004;
  private static final int SMALLEST_BLOCK_BYTES = 1024;
  private static final int LARGEST_LOG_BLOCK_SIZE = 6;

  /// Reads a device or image, read-only; empty when that is forbidden or it holds no such file
  /// system.
  public static Optional<Ext4Superblock> read(Path device) {
    ByteBuffer raw = ByteBuffer.allocate(BYTES);
    try (FileChannel channel = FileChannel.open(device, StandardOpenOption.READ)) {
      while (raw.hasRemaining() && channel.read(raw, OFFSET + raw.position()) > 0) {
        // A device gives it all in one read; a pipe or a short file may not.
      }
    } catch (IOException forbiddenOrMissing) {
      return Optional.empty();
    }
    return raw.hasRemaining() ? Optional.empty() : parse(raw.flip());
  }

  static Optional<Ext4Superblock> parse(ByteBuffer raw) {
    raw.order(ByteOrder.LITTLE_ENDIAN);
    int logBlockSize = raw.getInt(LOG_BLOCK_SIZE);
    boolean known = Short.toUnsignedInt(raw.getShort(MAGIC_AT)) == MAGIC;
    if (!known || logBlockSize < 0 || logBlockSize > LARGEST_LOG_BLOCK_SIZE) {
      return Optional.empty();
    }
    boolean hasJournal = (raw.getInt(FEATURE_COMPAT) & HAS_JOURNAL) != 0;
    return Optional.of(
        new Ext4Superblock(
            uuid(raw),
            SMALLEST_BLOCK_BYTES << logBlockSize,
            hasJournal,
            hasJournal && raw.getInt(JOURNAL_INODE) == 0));
  }

  private static UUID uuid(ByteBuffer raw) {
    ByteBuffer bytes = raw.duplicate().order(ByteOrder.BIG_ENDIAN);
    return new UUID(bytes.getLong(UUID_AT), bytes.getLong(UUID_AT + Long.BYTES));
  }
}
