package dev.iotrace.layout.btrfs;

import static dev.iotrace.layout.btrfs.Key.Type.EXTENT_DATA;
import static dev.iotrace.layout.btrfs.Key.Type.ROOT_ITEM;

import dev.iotrace.layout.Damaged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What fsync wrote since the last commit: a log tree for each subvolume, and the data it tells of.
/// The extent tree knows neither, so that they are gone through, once.
final class LogTrees {
  private static final int MOST_BLOCKS = 4096;

  private final Nodes nodes;
  private final Map<Long, Tree> trees = new HashMap<>();
  private final Map<Long, Block> blocks = new HashMap<>();
  private final TreeMap<Long, List<Data>> data = new TreeMap<>();

  /// A tree block.
  ///
  /// @param log of which subvolume it is the log; [TreeNames#LOG] for the tree of log trees
  record Block(long log, int level, long generation) {}

  /// An extent that a log tells of.
  ///
  /// @param log of which subvolume that is the log
  record Data(long log, FileExtent item) {}

  LogTrees(Nodes nodes) {
    this.nodes = nodes;
  }

  /// Reads them all.
  ///
  /// @throws Damaged when they could not all be read; the others are known, then
  void read(Superblock.Root root) throws Damaged {
    Node top = nodes.at(root.logical(), root.level(), -1);
    add(TreeNames.LOG, top);
    Roots roots = new Roots(nodes, root);
    roots
        .tree()
        .from(
            new Key(TreeNames.LOG, ROOT_ITEM, 0),
            (leaf, index) -> {
              Tree tree = roots.read(leaf, index);
              long subvolume = leaf.key(index).offset();
              trees.put(subvolume, tree);
              Superblock.Root log = tree.root();
              add(subvolume, nodes.at(log.logical(), log.level(), log.generation()));
              return true;
            });
  }

  private void add(long log, Node node) throws Damaged {
    Block block = new Block(log, node.level(), node.generation());
    if (blocks.size() >= MOST_BLOCKS) {
      throw new Damaged("there are more than " + MOST_BLOCKS + " tree blocks");
    }
    if (blocks.put(node.logical(), block) != null) {
      throw new Damaged(node + " is in two of them, or in one twice");
    }
    for (int i = 0; i < node.count(); i++) {
      if (node.level() > 0) {
        add(log, nodes.at(node.child(i), node.level() - 1, node.childGeneration(i)));
      } else if (node.key(i).type() == EXTENT_DATA) {
        FileExtent item = FileExtent.in(node, i);
        if (!item.isHole()) {
          data.computeIfAbsent(item.disk(), _ -> new ArrayList<>()).add(new Data(log, item));
        }
      }
    }
  }

  /// The tree block that begins at an address.
  Optional<Block> block(long logical) {
    return Optional.ofNullable(blocks.get(logical));
  }

  /// The file whose data an address holds.
  Optional<Data> data(long logical) {
    Map.Entry<Long, List<Data>> entry = data.floorEntry(logical);
    return entry == null
        ? Optional.empty()
        : entry.getValue().stream().filter(one -> one.item().covers(logical)).findFirst();
  }

  /// The log of a subvolume.
  Optional<Tree> of(long subvolume) {
    return Optional.ofNullable(trees.get(subvolume));
  }
}
