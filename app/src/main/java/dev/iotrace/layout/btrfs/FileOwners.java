package dev.iotrace.layout.btrfs;

import static dev.iotrace.layout.btrfs.Key.Type.EXTENT_DATA;

import dev.iotrace.layout.Damaged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which files an extent of data belongs to.
final class FileOwners {
  /// More files than these are not looked at.
  private static final int MOST_USES = 4096;

  /// `BTRFS_MAX_UNCOMPRESSED`: what is compressed is not longer, unpacked.
  private static final long MOST_UNPACKED_BYTES = 128 << 10;

  private static final int KEPT = 64;

  private static final Comparator<Use> FIRST =
      Comparator.comparing(Use::tree, Long::compareUnsigned)
          .thenComparing(use -> use.item().inode(), Long::compareUnsigned)
          .thenComparingLong(use -> use.item().fileOffset());

  private final Nodes nodes;
  private final Roots roots;
  private final Ancestry ancestry;
  private final Map<Long, Owners> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Owners> eldest) {
          return size() > KEPT;
        }
      };

  /// A part of an extent in a file.
  ///
  /// @param tree the lowest that has the file
  /// @param shared whether other trees have it, too
  record Use(long tree, boolean shared, FileExtent item) {}

  /// All that is known of an extent's files.
  ///
  /// @param uses the lowest tree first, then the lowest inode
  /// @param unread owners that could not be looked up
  record Owners(List<Use> uses, List<Extent.Backref> unread) {
    /// The parts that an address is in, in that order.
    List<Use> at(long logical) {
      return uses.stream().filter(use -> use.item().covers(logical)).toList();
    }
  }

  FileOwners(Nodes nodes, Roots roots, Ancestry ancestry) {
    this.nodes = nodes;
    this.roots = roots;
    this.ancestry = ancestry;
  }

  Owners of(Extent extent) {
    return kept.computeIfAbsent(extent.start(), _ -> look(extent));
  }

  private Owners look(Extent extent) {
    Set<Use> uses = new LinkedHashSet<>();
    List<Extent.Backref> unread = new ArrayList<>();
    for (Extent.Backref backref : extent.backrefs()) {
      try {
        switch (backref) {
          case Extent.Backref.OfFile file -> inTree(extent, file, uses);
          case Extent.Backref.OfLeaf(long leaf) -> inLeaf(extent, nodes.at(leaf, 0, -1), uses);
          case Extent.Backref.OfTree _, Extent.Backref.OfParent _ -> unread.add(backref);
        }
      } catch (Damaged damaged) {
        unread.add(backref);
      }
    }
    return new Owners(uses.stream().sorted(FIRST).toList(), unread);
  }

  private void inTree(Extent extent, Extent.Backref.OfFile file, Set<Use> to) throws Damaged {
    Optional<Tree> tree = roots.of(file.tree());
    if (tree.isEmpty()) {
      return;
    }
    // What a reflink took from the middle of an extent may stand before the file's beginning.
    long first = Math.max(0, file.offset());
    long last = file.offset() + Math.max(extent.length(), MOST_UNPACKED_BYTES);
    tree.get()
        .from(
            new Key(file.inode(), EXTENT_DATA, first),
            (leaf, index) -> {
              Key key = leaf.key(index);
              boolean near =
                  key.objectid() == file.inode()
                      && key.type() == EXTENT_DATA
                      && key.offset() < last;
              if (near) {
                add(extent, leaf, index, to);
              }
              return near && to.size() < MOST_USES;
            });
  }

  private void inLeaf(Extent extent, Node leaf, Set<Use> to) throws Damaged {
    for (int i = 0; i < leaf.count(); i++) {
      if (leaf.key(i).type() == EXTENT_DATA && to.size() < MOST_USES) {
        add(extent, leaf, i, to);
      }
    }
  }

  private void add(Extent extent, Node leaf, int index, Set<Use> to) throws Damaged {
    FileExtent item = FileExtent.in(leaf, index);
    if (item.disk() == extent.start()) {
      Ancestry.Reach reach = ancestry.of(leaf);
      to.add(new Use(reach.tree(), reach.shared(), item));
    }
  }
}
