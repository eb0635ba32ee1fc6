package dev.iotrace.layout.btrfs;

import java.nio.ByteBuffer;

/// `struct btrfs_key`: the order of everything in a tree; all three are unsigned.
record Key(long objectid, int type, long offset) implements Comparable<Key> {
  static final int BYTES = 17;

  /// Above all others.
  static final Key LAST = new Key(-1, 255, -1);

  /// The one that stands there.
  static Key in(ByteBuffer raw, int at) {
    return new Key(raw.getLong(at), Byte.toUnsignedInt(raw.get(at + 8)), raw.getLong(at + 9));
  }

  @Override
  public int compareTo(Key other) {
    int byObject = Long.compareUnsigned(objectid, other.objectid);
    if (byObject != 0) {
      return byObject;
    }
    int byType = Integer.compare(type, other.type);
    return byType != 0 ? byType : Long.compareUnsigned(offset, other.offset);
  }

  /// The types of items, `BTRFS_*_KEY`.
  static final class Type {
    static final int INODE_ITEM = 1;
    static final int INODE_REF = 12;
    static final int INODE_EXTREF = 13;
    static final int EXTENT_DATA = 108;
    static final int ROOT_ITEM = 132;
    static final int ROOT_BACKREF = 144;
    static final int EXTENT_ITEM = 168;
    static final int METADATA_ITEM = 169;
    static final int EXTENT_OWNER_REF = 172;
    static final int TREE_BLOCK_REF = 176;
    static final int EXTENT_DATA_REF = 178;
    static final int SHARED_BLOCK_REF = 182;
    static final int SHARED_DATA_REF = 184;
    static final int CHUNK_ITEM = 228;

    private Type() {}
  }
}
