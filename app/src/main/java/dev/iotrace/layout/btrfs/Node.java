package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.util.UUID;

/// A tree block: `struct btrfs_header`, then the items of a leaf or the pointers of a node above.
///
/// @param logical where it stands
record Node(long logical, ByteBuffer raw) {
  static final int HEADER_BYTES = 101;

  /// `BTRFS_MAX_LEVEL` less one.
  static final int HIGHEST_LEVEL = 7;

  private static final int ITEM_BYTES = 25;
  private static final int POINTER_BYTES = 33;

  /// The file system that it says it is of.
  UUID fsid() {
    return Superblock.uuid(raw, 32);
  }

  /// Where it says that it stands.
  long bytenr() {
    return raw.getLong(48);
  }

  /// The transaction that wrote it.
  long generation() {
    return raw.getLong(80);
  }

  /// The tree that it was made for.
  long owner() {
    return raw.getLong(88);
  }

  int count() {
    return raw.getInt(96);
  }

  /// 0 for a leaf.
  int level() {
    return Byte.toUnsignedInt(raw.get(100));
  }

  Key key(int index) {
    return Key.in(raw, HEADER_BYTES + index * entryBytes());
  }

  private int entryBytes() {
    return level() == 0 ? ITEM_BYTES : POINTER_BYTES;
  }

  /// Where a child stands; not of a leaf.
  long child(int index) {
    return raw.getLong(HEADER_BYTES + index * POINTER_BYTES + Key.BYTES);
  }

  /// The transaction that wrote that child.
  long childGeneration(int index) {
    return raw.getLong(HEADER_BYTES + index * POINTER_BYTES + Key.BYTES + Long.BYTES);
  }

  /// The content of an item of a leaf.
  ///
  /// @param atLeast bytes that it must have
  ByteBuffer item(int index, int atLeast) throws Damaged {
    int at = HEADER_BYTES + index * ITEM_BYTES + Key.BYTES;
    long start = HEADER_BYTES + Integer.toUnsignedLong(raw.getInt(at));
    long bytes = Integer.toUnsignedLong(raw.getInt(at + Integer.BYTES));
    if (bytes < atLeast || start + bytes > raw.limit()) {
      throw new Damaged("item " + index + " of " + this + " is not in it, or too short");
    }
    return raw.slice(Math.toIntExact(start), Math.toIntExact(bytes)).order(raw.order());
  }

  /// The last entry that is not after a key; -1 when all are.
  int floor(Key key) {
    int low = 0;
    int high = count() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (key(middle).compareTo(key) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /// Checks that all entries are in it, in their order.
  void check() throws Damaged {
    int room = (raw.limit() - HEADER_BYTES) / entryBytes();
    if (level() > HIGHEST_LEVEL || count() < 0 || count() > room || (level() > 0 && count() == 0)) {
      throw new Damaged(this + " has an impossible count of entries, or level");
    }
    for (int i = 1; i < count(); i++) {
      if (key(i - 1).compareTo(key(i)) >= 0) {
        throw new Damaged(this + " is not in order");
      }
    }
  }

  @Override
  public String toString() {
    return "tree block " + logical;
  }
}
