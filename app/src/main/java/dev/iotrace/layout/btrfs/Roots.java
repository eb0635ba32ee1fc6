package dev.iotrace.layout.btrfs;

import static dev.iotrace.layout.btrfs.Key.Type.ROOT_ITEM;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The root tree, or that of the log trees: where the others begin.
final class Roots {
  /// `struct btrfs_root_item` without what newer kernels added.
  private static final int BYTES = 239;

  private final Nodes nodes;
  private final Tree tree;
  private final Map<Long, Optional<Tree>> found = new HashMap<>();

  Roots(Nodes nodes, Superblock.Root root) {
    this.nodes = nodes;
    tree = new Tree(nodes, root);
  }

  /// The root tree itself.
  Tree tree() {
    return tree;
  }

  /// A tree by its number; empty when there is none.
  Optional<Tree> of(long number) throws Damaged {
    if (number == TreeNames.ROOT) {
      return Optional.of(tree);
    }
    Optional<Tree> known = found.get(number);
    if (known == null) {
      known = look(number);
      found.put(number, known);
    }
    return known;
  }

  private Optional<Tree> look(long number) throws Damaged {
    // The offset is 0, or the transaction that made a snapshot.
    Optional<Tree.Item> item = tree.floor(new Key(number, ROOT_ITEM, -1));
    if (item.isEmpty()
        || item.get().key().objectid() != number
        || item.get().key().type() != ROOT_ITEM) {
      return Optional.empty();
    }
    return Optional.of(read(item.get().leaf(), item.get().index()));
  }

  /// The tree that an item tells of.
  Tree read(Node leaf, int index) throws Damaged {
    ByteBuffer raw = leaf.item(index, BYTES);
    return new Tree(
        nodes,
        new Superblock.Root(raw.getLong(176), Byte.toUnsignedInt(raw.get(238)), raw.getLong(160)));
  }
}
