package dev.iotrace.layout.btrfs;

import static dev.iotrace.layout.btrfs.Key.Type.EXTENT_DATA_REF;
import static dev.iotrace.layout.btrfs.Key.Type.EXTENT_ITEM;
import static dev.iotrace.layout.btrfs.Key.Type.EXTENT_OWNER_REF;
import static dev.iotrace.layout.btrfs.Key.Type.METADATA_ITEM;
import static dev.iotrace.layout.btrfs.Key.Type.SHARED_BLOCK_REF;
import static dev.iotrace.layout.btrfs.Key.Type.SHARED_DATA_REF;
import static dev.iotrace.layout.btrfs.Key.Type.TREE_BLOCK_REF;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The extent tree: which logical addresses are allocated.
final class Extents {
  /// More owners than these are not looked at.
  private static final int MOST_BACKREFS = 4096;

  private static final int KEPT = 256;
  private static final int HEAD_BYTES = 24;
  private static final int TREE_BLOCK_INFO_BYTES = 18;
  private static final int DATA_REF_BYTES = 28;
  private static final long TREE_BLOCK = 2;

  private final Roots roots;
  private final int nodeBytes;
  private final Map<Long, Extent> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Extent> eldest) {
          return size() > KEPT;
        }
      };

  Extents(Roots roots, int nodeBytes) {
    this.roots = roots;
    this.nodeBytes = nodeBytes;
  }

  /// The extent that an address is in; empty when it is free.
  ///
  /// @param floor where the address's chunk begins: no extent crosses that
  Optional<Extent> at(long logical, long floor) throws Damaged {
    Tree tree =
        roots.of(TreeNames.EXTENT).orElseThrow(() -> new Damaged("there is no extent tree"));
    Key key = new Key(logical, METADATA_ITEM, -1);
    Optional<Tree.Item> found = tree.floor(key);
    // Behind an extent stand its owners and the item of its block group.
    while (found.isPresent() && found.get().key().objectid() >= floor) {
      Key at = found.get().key();
      if (at.type() == EXTENT_ITEM || at.type() == METADATA_ITEM) {
        return Optional.of(extent(tree, found.get())).filter(extent -> extent.contains(logical));
      }
      boolean behind = at.type() > METADATA_ITEM;
      key = behind ? new Key(at.objectid(), METADATA_ITEM, -1) : before(at.objectid());
      found = tree.floor(key);
    }
    return Optional.empty();
  }

  private static Key before(long objectid) {
    return new Key(objectid - 1, 255, -1);
  }

  private Extent extent(Tree tree, Tree.Item item) throws Damaged {
    Key key = item.key();
    Extent extent = kept.get(key.objectid());
    if (extent == null) {
      extent = read(tree, item, key);
      kept.put(key.objectid(), extent);
    }
    return extent;
  }

  private Extent read(Tree tree, Tree.Item item, Key key) throws Damaged {
    ByteBuffer raw = item.leaf().item(item.index(), HEAD_BYTES);
    boolean isTree = (raw.getLong(16) & TREE_BLOCK) != 0;
    long length = key.type() == METADATA_ITEM ? nodeBytes : key.offset();
    if (length <= 0 || length > Long.MAX_VALUE - key.objectid()) {
      throw new Damaged("extent " + key.objectid() + " has an impossible length");
    }
    boolean info = isTree && key.type() == EXTENT_ITEM;
    List<Extent.Backref> backrefs = new ArrayList<>();
    inline(raw, HEAD_BYTES + (info ? TREE_BLOCK_INFO_BYTES : 0), key.objectid(), backrefs);
    tree.from(
        new Key(key.objectid(), TREE_BLOCK_REF, 0),
        (leaf, index) -> keyed(leaf, index, backrefs, key));
    return new Extent(key.objectid(), length, isTree, raw.getLong(0), List.copyOf(backrefs));
  }

  /// `struct btrfs_extent_inline_ref`, one after the other.
  private static void inline(ByteBuffer raw, int start, long extent, List<Extent.Backref> to)
      throws Damaged {
    int at = start;
    while (at < raw.limit()) {
      int type = Byte.toUnsignedInt(raw.get(at));
      int bytes = bytes(type);
      if (bytes < 0 || at + 1 + bytes > raw.limit()) {
        throw new Damaged("extent " + extent + " has an owner of an unknown kind");
      }
      long first = raw.getLong(at + 1);
      switch (type) {
        case TREE_BLOCK_REF -> to.add(new Extent.Backref.OfTree(first));
        case SHARED_BLOCK_REF -> to.add(new Extent.Backref.OfParent(first));
        case SHARED_DATA_REF -> to.add(new Extent.Backref.OfLeaf(first));
        case EXTENT_DATA_REF -> to.add(file(raw, at + 1));
        default -> {
          // For quotas: who made it, not who has it.
        }
      }
      at += 1 + bytes;
    }
  }

  private static int bytes(int type) {
    return switch (type) {
      case TREE_BLOCK_REF, SHARED_BLOCK_REF, EXTENT_OWNER_REF -> Long.BYTES;
      case SHARED_DATA_REF -> Long.BYTES + Integer.BYTES;
      case EXTENT_DATA_REF -> DATA_REF_BYTES;
      default -> -1;
    };
  }

  private static Extent.Backref file(ByteBuffer raw, int at) {
    return new Extent.Backref.OfFile(
        raw.getLong(at),
        raw.getLong(at + 8),
        raw.getLong(at + 16),
        Integer.toUnsignedLong(raw.getInt(at + 24)));
  }

  /// Those that had no room in the extent's item.
  private static boolean keyed(Node leaf, int index, List<Extent.Backref> to, Key extent)
      throws Damaged {
    Key key = leaf.key(index);
    if (key.objectid() != extent.objectid() || to.size() >= MOST_BACKREFS) {
      return false;
    }
    switch (key.type()) {
      case TREE_BLOCK_REF -> to.add(new Extent.Backref.OfTree(key.offset()));
      case SHARED_BLOCK_REF -> to.add(new Extent.Backref.OfParent(key.offset()));
      case SHARED_DATA_REF -> to.add(new Extent.Backref.OfLeaf(key.offset()));
      case EXTENT_DATA_REF -> to.add(file(leaf.item(index, DATA_REF_BYTES), 0));
      default -> {
        // A block group's item.
      }
    }
    return true;
  }
}
