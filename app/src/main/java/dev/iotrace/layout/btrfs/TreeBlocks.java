package dev.iotrace.layout.btrfs;

import static dev.iotrace.layout.btrfs.Key.Type.EXTENT_DATA;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.InodeUse;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What there is to say of tree blocks.
final class TreeBlocks {
  private static final int KEPT = 256;
  private static final int MOST_NAMED = 8;

  private final Ancestry ancestry;
  private final Paths paths;
  private final Map<Long, Structure> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Structure> eldest) {
          return size() > KEPT;
        }
      };

  TreeBlocks(Ancestry ancestry, Paths paths) {
    this.ancestry = ancestry;
    this.paths = paths;
  }

  /// One that is in use.
  Structure of(Node node) {
    return kept.computeIfAbsent(node.logical(), _ -> look(node));
  }

  private Structure look(Node node) {
    long owner = node.owner();
    Ancestry.Reach reach = new Ancestry.Reach(owner, false);
    List<String> words = new ArrayList<>();
    if (TreeNames.hasFiles(owner) && owner != TreeNames.ROOT) {
      try {
        reach = ancestry.of(node);
      } catch (Damaged damaged) {
        words.add("whether it is shared is unknown: " + damaged.what());
      }
    }
    long tree = reach.tree();
    words.addFirst(TreeNames.words(tree) + ", level " + node.level());
    if (tree != owner) {
      words.add("made for " + TreeNames.words(owner));
    }
    if (reach.shared()) {
      words.add("shared");
    }
    Set<Long> inodes = new LinkedHashSet<>();
    if (TreeNames.hasFiles(tree) && node.level() == 0) {
      addInodes(node, inodes, words);
    }
    Kind kind = owner == TreeNames.CHUNK ? Kind.CHUNK_TREE : Kind.TREE_BLOCK;
    Structure structure =
        Structure.ofTransaction(kind, node.generation(), String.join(", ", words))
            .withInodes(
                inodes.stream().map(inode -> new InodeUse(inode, paths.of(tree, inode))).toList());
    return TreeNames.isSubvolume(tree) ? structure.withSubvolume(tree) : structure;
  }

  private static void addInodes(Node leaf, Set<Long> inodes, List<String> words) {
    Set<Long> inline = new LinkedHashSet<>();
    for (int i = 0; i < leaf.count(); i++) {
      Key key = leaf.key(i);
      if (!TreeNames.isFree(key.objectid()) || key.type() > EXTENT_DATA) {
        continue; // Such as orphans, and the subvolumes in the root tree.
      }
      inodes.add(key.objectid());
      if (key.type() == EXTENT_DATA && isInline(leaf, i)) {
        inline.add(key.objectid());
      }
    }
    if (!inline.isEmpty()) {
      String named =
          inline.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
      int more = inline.size() - MOST_NAMED;
      words.add(
          "inline data of "
              + (inline.size() == 1 ? "inode " : "inodes ")
              + named
              + (more > 0 ? " and " + more + " more" : ""));
    }
  }

  private static boolean isInline(Node leaf, int index) {
    try {
      return FileExtent.in(leaf, index).type() == FileExtent.INLINE;
    } catch (Damaged damaged) {
      return false;
    }
  }

  /// One that is no more, or not yet.
  ///
  /// @param committed the last transaction of the superblock
  static String stale(Node node, long committed) {
    String what = "tree block of " + words(node);
    return node.generation() > committed
        ? what + ", of transaction " + node.generation() + ", which is not committed"
        : "was " + what + ", generation " + node.generation();
  }

  /// One of which nobody knows whether it is still in use.
  static String seen(Node node) {
    return "holds a tree block of "
        + words(node)
        + ", generation "
        + node.generation()
        + ", perhaps an old one";
  }

  private static String words(Node node) {
    return TreeNames.words(node.owner()) + ", level " + node.level();
  }
}
