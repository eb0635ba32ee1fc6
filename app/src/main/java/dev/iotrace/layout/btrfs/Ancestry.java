package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which trees a tree block is in. A snapshot shares tree blocks with what it was taken of; only
/// the uppermost ones that are shared count more than one reference.
final class Ancestry {
  private static final int KEPT = 1 << 16;

  private final Nodes nodes;
  private final Chunks chunks;
  private final Roots roots;
  private final Extents extents;
  private final Map<Long, Reach> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Reach> eldest) {
          return size() > KEPT;
        }
      };

  /// The trees that lead to a tree block.
  ///
  /// @param tree the lowest number of one. A snapshot's is above that of its source, so that what
  ///   is shared without being counted never has a lower one
  /// @param shared whether there are more
  record Reach(long tree, boolean shared) {
    Reach and(Reach other) {
      boolean lower = Long.compareUnsigned(other.tree, tree) < 0;
      return new Reach(lower ? other.tree : tree, shared || other.shared || other.tree != tree);
    }
  }

  Ancestry(Nodes nodes, Chunks chunks, Roots roots, Extents extents) {
    this.nodes = nodes;
    this.chunks = chunks;
    this.roots = roots;
    this.extents = extents;
  }

  /// @throws Damaged also when no tree is found
  Reach of(Node node) throws Damaged {
    Reach reach = kept.get(node.logical());
    if (reach == null) {
      reach = look(node);
      kept.put(node.logical(), reach);
    }
    return reach;
  }

  private Reach look(Node node) throws Damaged {
    Extent extent = extent(node).orElseThrow(() -> new Damaged(node + " is not allocated"));
    Reach all = null;
    for (Extent.Backref backref : extent.backrefs()) {
      Reach one =
          switch (backref) {
            case Extent.Backref.OfTree(long tree) -> new Reach(tree, isSharedAbove(node, tree));
            case Extent.Backref.OfParent(long parent) -> of(nodes.at(parent, node.level() + 1, -1));
            case Extent.Backref.OfFile _, Extent.Backref.OfLeaf _ ->
                throw new Damaged(node + " is owned as if it was data");
          };
      all = all == null ? one : all.and(one);
    }
    if (all == null) {
      throw new Damaged(node + " has no owner");
    }
    return new Reach(all.tree(), all.shared() || extent.references() > 1);
  }

  private Optional<Extent> extent(Node node) throws Damaged {
    Optional<Chunk> chunk = chunks.of(node.logical());
    return chunk.isEmpty()
        ? Optional.empty()
        : extents.at(node.logical(), chunk.get().start()).filter(Extent::tree);
  }

  private boolean isSharedAbove(Node node, long number) throws Damaged {
    Optional<Tree> tree = TreeNames.isSubvolume(number) ? roots.of(number) : Optional.empty();
    if (tree.isEmpty() || node.count() == 0) {
      return false;
    }
    List<Node> path = tree.get().path(node.key(0), node.level() + 1);
    for (Node above : path) {
      if (above.level() > node.level() && extent(above).map(Extent::references).orElse(1L) > 1) {
        return true;
      }
    }
    return false;
  }
}
