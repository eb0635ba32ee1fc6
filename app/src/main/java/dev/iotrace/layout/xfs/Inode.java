package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;

/// What we need of a `struct xfs_dinode`.
///
/// @param realtime whether its data are on the realtime device
/// @param data where its data are
/// @param attributes where its extended attributes are
record Inode(long number, int mode, long bytes, boolean realtime, Fork data, Fork attributes) {
  /// Leads to blocks, or holds the content itself.
  ///
  /// @param format `XFS_DINODE_FMT_*`
  /// @param extents how many
  record Fork(int format, long extents, ByteBuffer raw) {
    static final int LOCAL = 1;
    static final int EXTENTS = 2;
    static final int BTREE = 3;
  }

  private static final int MAGIC = 0x494e;
  private static final int CORE_BYTES = 100;
  private static final int CORE_BYTES_WITH_CHECKSUM = 176;
  private static final int REALTIME = 1;
  private static final int WIDE_COUNTS = 1 << 4;
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFLNK = 0120000;

  /// @param raw all its bytes
  static Inode parse(long number, ByteBuffer raw) throws Damaged {
    if (Short.toUnsignedInt(raw.getShort(0)) != MAGIC) {
      throw new Damaged("there is no inode " + number);
    }
    boolean checksums = raw.get(4) >= 3;
    int core = checksums ? CORE_BYTES_WITH_CHECKSUM : CORE_BYTES;
    boolean wide = checksums && (raw.getLong(120) & WIDE_COUNTS) != 0;
    int room = raw.limit() - core;
    int forkAt = Byte.toUnsignedInt(raw.get(82)) * Long.BYTES;
    if (forkAt >= room) {
      throw new Damaged("its attributes begin beyond it");
    }
    int dataBytes = forkAt == 0 ? room : forkAt;
    long dataExtents = wide ? raw.getLong(24) : Integer.toUnsignedLong(raw.getInt(76));
    long attributeExtents =
        wide ? Integer.toUnsignedLong(raw.getInt(76)) : Short.toUnsignedLong(raw.getShort(80));
    return new Inode(
        number,
        Short.toUnsignedInt(raw.getShort(2)),
        raw.getLong(56),
        (raw.getShort(90) & REALTIME) != 0,
        new Fork(raw.get(5), dataExtents, raw.slice(core, dataBytes)),
        new Fork(
            forkAt == 0 ? Fork.LOCAL : raw.get(83),
            attributeExtents,
            raw.slice(core + dataBytes, room - dataBytes)));
  }

  boolean isDirectory() {
    return (mode & S_IFMT) == S_IFDIR;
  }

  boolean isSymlink() {
    return (mode & S_IFMT) == S_IFLNK;
  }
}
