package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// What the headers of an allocation group say: `struct xfs_agf`, `xfs_agi` and `xfs_agfl`.
///
/// @param roots where its btrees begin
/// @param freeList the blocks kept free for the btrees, counted within the group
record Group(long number, List<Root> roots, List<Long> freeList) {
  /// Where a btree begins.
  ///
  /// @param block counted within the group
  /// @param levels how many, 1 when the root has the records
  record Root(GroupBtree btree, long block, int levels) {}

  static final int AGF = 1;
  static final int AGI = 2;
  static final int AGFL = 3;
  static final int HEADERS = 4;

  private static final int AGF_MAGIC = 0x58414746;
  private static final int AGI_MAGIC = 0x58414749;
  private static final int AGFL_MAGIC = 0x5841464c;
  private static final int AGFL_HEADER_BYTES = 36;

  static Group read(Volume volume, long number) throws Damaged {
    Features features = volume.superblock().features();
    List<Root> roots = new ArrayList<>();
    ByteBuffer agf = header(volume, number, AGF);
    require(agf.getInt(0) == AGF_MAGIC, "AGF");
    roots.add(root(GroupBtree.BNO, agf, 16, 28));
    roots.add(root(GroupBtree.CNT, agf, 20, 32));
    if (features.reverseMap()) {
      roots.add(root(GroupBtree.RMAP, agf, 24, 36));
    }
    if (features.reflink()) {
      roots.add(root(GroupBtree.REFCOUNT, agf, 88, 92));
    }
    ByteBuffer agi = header(volume, number, AGI);
    require(agi.getInt(0) == AGI_MAGIC, "AGI");
    roots.add(root(GroupBtree.INODE, agi, 20, 24));
    if (features.freeInodes()) {
      roots.add(root(GroupBtree.FREE_INODE, agi, 328, 332));
    }
    return new Group(number, roots, freeList(volume, number, agf));
  }

  private static Root root(GroupBtree btree, ByteBuffer header, int block, int levels) {
    return new Root(btree, Integer.toUnsignedLong(header.getInt(block)), header.getInt(levels));
  }

  /// A ring, of which the AGF names the first and the number.
  private static List<Long> freeList(Volume volume, long number, ByteBuffer agf) throws Damaged {
    boolean checksums = volume.superblock().features().checksums();
    ByteBuffer agfl = header(volume, number, AGFL);
    require(!checksums || agfl.getInt(0) == AGFL_MAGIC, "AGFL");
    int at = checksums ? AGFL_HEADER_BYTES : 0;
    int room = (agfl.limit() - at) / Integer.BYTES;
    int first = agf.getInt(40);
    int count = agf.getInt(48);
    require(first >= 0 && first < room && count >= 0 && count <= room, "AGFL");
    List<Long> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = at + (first + i) % room * Integer.BYTES;
      blocks.add(Integer.toUnsignedLong(agfl.getInt(place)));
    }
    return blocks;
  }

  /// One of the four headers: each has a sector of its own, side by side.
  static ByteBuffer header(Volume volume, long number, int which) throws Damaged {
    Superblock superblock = volume.superblock();
    long start = number * superblock.groupBlocks() * superblock.blockBytes();
    int bytes = superblock.sectorBytes();
    return volume
        .image()
        .readStored(start + (long) which * bytes, bytes)
        .order(ByteOrder.BIG_ENDIAN);
  }

  private static void require(boolean sane, String what) throws Damaged {
    if (!sane) {
      throw new Damaged("its " + what + " is none");
    }
  }
}
