package dev.iotrace.layout;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What xfsprogs say of each block, in one line.
///
/// @param texts by block
record XfsExpectation(Map<Long, String> texts) {
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("agi", "agi"),
          Map.entry("agf", "agf"),
          Map.entry("agfl", "agfl"),
          Map.entry("btbno", "bno_btree"),
          Map.entry("btcnt", "cnt_btree"),
          Map.entry("btino", "inode_btree"),
          Map.entry("btfino", "free_inode_btree"),
          Map.entry("btrmap", "rmap_btree"),
          Map.entry("btrefcnt", "refcount_btree"),
          Map.entry("freelist", "agfl_block"),
          Map.entry("inode", "inode_chunk"),
          Map.entry("cowdata", "cow_staging"));

  static XfsExpectation of(XfsDb db, XfsDb.Geometry geometry, Collection<Long> inodes)
      throws IOException, InterruptedException {
    Map<Long, String> content = new HashMap<>();
    for (XfsDb.Extent extent : db.extents(geometry, inodes)) {
      for (long i = 0; i < extent.count(); i++) {
        String place = " at " + (extent.index() + i) * geometry.blockBytes();
        String text =
            " <"
                + extent.inode()
                + ">"
                + (extent.data() ? place : "")
                + (extent.written() ? "" : " unwritten");
        content.putIfAbsent(extent.block() + i, text);
      }
    }
    Map<Long, String> texts = new HashMap<>();
    db.uses(geometry)
        .forEach((block, use) -> texts.put(block, text(geometry, block, use, content)));
    return new XfsExpectation(texts);
  }

  private static String text(
      XfsDb.Geometry geometry, long block, XfsDb.Use use, Map<Long, String> content) {
    long group = block / geometry.groupBlocks();
    String place = content.get(block);
    if (use.inode() != 0 && place == null) {
      // xfs_db counts the nodes of an extent tree to the data; bmap lists the data only.
      return "extent_tree <" + use.inode() + ">";
    }
    return switch (use.type()) {
      case "sb" -> (group == 0 ? "superblock " : "superblock_backup ") + group;
      case "free1", "free2" -> "free";
      case "log" -> "log";
      case "data", "rldata" -> "file_data" + place;
      case "dir" -> "directory" + place;
      case "symlink" -> "symlink" + place;
      case "attr" -> "xattr" + place;
      default -> KINDS.getOrDefault(use.type(), use.type()) + " " + group;
    };
  }

  String at(long block) {
    return String.valueOf(texts.get(block));
  }
}
