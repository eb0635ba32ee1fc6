package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/// The blocks of a journal, told apart by what is written in them: what a transaction left stands
/// there until another overwrites it.
final class JournalLog {
  /// Where the journal's blocks are.
  interface Place {
    /// @param index of a block within the journal
    ByteBuffer read(long index) throws Damaged;
  }

  /// `JBD2_DESCRIPTOR_BLOCK` and its neighbours.
  private static final int DESCRIPTOR = 1;

  private static final int COMMIT = 2;
  private static final int REVOKE = 5;
  private static final int COMMIT_TIME_AT = 48;
  private static final byte UNREAD = -1;
  private static final byte NO_HEADER = 0;

  private final JournalSuperblock superblock;
  private final long superblockIndex;
  private final Place place;
  private final byte[] types;

  /// @param superblockIndex where its superblock stands
  /// @param room how many blocks it may have
  JournalLog(Place place, long superblockIndex, long room) throws Damaged {
    this.place = place;
    this.superblockIndex = superblockIndex;
    superblock = JournalSuperblock.parse(place.read(superblockIndex), room);
    types = new byte[superblock.length()];
    Arrays.fill(types, UNREAD);
  }

  /// What stands at a block of the journal.
  Structure at(long index) throws Damaged {
    if (index == superblockIndex) {
      return Structure.of(Kind.JOURNAL_SUPERBLOCK, superblockDetail());
    }
    if (index < superblock.first() || index >= superblock.length()) {
      return Structure.of(Kind.JOURNAL_FREE, "outside the log");
    }
    if (index >= superblock.end()) {
      return Structure.of(Kind.JOURNAL_FAST_COMMIT, "");
    }
    int within = Math.toIntExact(index);
    return switch (type(within)) {
      case DESCRIPTOR -> descriptor(within);
      case COMMIT -> commit(within);
      case REVOKE -> revoke(within);
      default -> content(within);
    };
  }

  private String superblockDetail() {
    return superblock.start() == 0
        ? "nothing to recover"
        : "to recover from transaction " + Integer.toUnsignedString(superblock.sequence());
  }

  /// The type of the block with a header, 0 of others. Copies that begin with the magic number are
  /// changed for that (`JBD2_FLAG_ESCAPE`), so that it marks headers only.
  private byte type(int index) throws Damaged {
    if (types[index] == UNREAD) {
      ByteBuffer block = read(index);
      boolean header = block.getInt(0) == JournalSuperblock.MAGIC;
      types[index] = header ? (byte) Math.clamp(block.getInt(4), NO_HEADER, REVOKE) : NO_HEADER;
    }
    return types[index];
  }

  private ByteBuffer read(int index) throws Damaged {
    return place.read(index).order(ByteOrder.BIG_ENDIAN);
  }

  private Structure descriptor(int index) throws Damaged {
    int copies = JournalTags.homes(read(index), superblock).length;
    return ofTransaction(Kind.JOURNAL_DESCRIPTOR, index, "of " + blocks(copies));
  }

  private Structure commit(int index) throws Damaged {
    ByteBuffer block = read(index);
    String time;
    try {
      time =
          "at "
              + Instant.ofEpochSecond(
                  block.getLong(COMMIT_TIME_AT), block.getInt(COMMIT_TIME_AT + 8));
    } catch (DateTimeException | ArithmeticException damaged) {
      time = "";
    }
    return ofTransaction(Kind.JOURNAL_COMMIT, index, time);
  }

  /// `jbd2_journal_revoke_header_t`: how many bytes are used, then block numbers.
  private Structure revoke(int index) throws Damaged {
    int bytes = read(index).getInt(JournalSuperblock.HEADER_BYTES);
    int count = (bytes - JournalSuperblock.HEADER_BYTES - 4) / (superblock.wide() ? 8 : 4);
    return ofTransaction(Kind.JOURNAL_REVOKE, index, "of " + blocks(Math.max(0, count)));
  }

  /// A block without a header belongs to the nearest descriptor before it, if that has so many.
  private Structure content(int index) throws Damaged {
    int most = Math.min(read(index).limit() / superblock.tagBytes(), superblock.end() - 1);
    int at = index;
    for (int distance = 1; distance <= most; distance++) {
      at = at == superblock.first() ? superblock.end() - 1 : at - 1;
      if (at == index) {
        break;
      }
      if (type(at) != NO_HEADER) {
        return copy(at, distance);
      }
    }
    return Structure.of(Kind.JOURNAL_FREE, "");
  }

  private Structure copy(int header, int distance) throws Damaged {
    if (type(header) == DESCRIPTOR) {
      long[] homes = JournalTags.homes(read(header), superblock);
      if (distance <= homes.length) {
        return ofTransaction(Kind.JOURNAL_BLOCK, header, "").withHomeBlock(homes[distance - 1]);
      }
    }
    return Structure.of(Kind.JOURNAL_FREE, "");
  }

  /// @param header a block of that transaction with a header
  private Structure ofTransaction(Kind kind, int header, String detail) throws Damaged {
    int transaction = read(header).getInt(8);
    String more = superblock.awaits(transaction) ? Structure.AWAITED : "";
    String both = detail.isEmpty() || more.isEmpty() ? detail + more : detail + ", " + more;
    return Structure.ofTransaction(kind, Integer.toUnsignedLong(transaction), both);
  }

  private static String blocks(int count) {
    return count == 1 ? "1 block" : count + " blocks";
  }
}
