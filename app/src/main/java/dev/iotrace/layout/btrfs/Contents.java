package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import java.util.Optional;

/// What a chunk holds at a logical address.
final class Contents {
  private final Superblock superblock;
  private final Nodes nodes;
  private final LogTrees logs;
  private final Extents extents;
  private final TreeBlocks treeBlocks;
  private final FileData fileData;

  Contents(Superblock superblock, Chunks chunks, Nodes nodes) {
    this.superblock = superblock;
    this.nodes = nodes;
    logs = new LogTrees(nodes);
    Roots roots = new Roots(nodes, superblock.root());
    extents = new Extents(roots, superblock.nodeBytes());
    Ancestry ancestry = new Ancestry(nodes, chunks, roots, extents);
    Paths paths = new Paths(roots, logs);
    treeBlocks = new TreeBlocks(ancestry, paths);
    fileData = new FileData(new FileOwners(nodes, roots, ancestry), paths);
  }

  /// Reads the log trees.
  ///
  /// @return what went wrong
  Optional<String> readLogs() {
    try {
      logs.read(superblock.logRoot());
      return Optional.empty();
    } catch (Damaged damaged) {
      return Optional.of("not all log trees can be read: " + damaged.what());
    }
  }

  /// @param physical where that copy of it stands
  Structure at(Chunk chunk, long logical, long physical) throws Damaged {
    Optional<Extent> found = extents.at(logical, chunk.start());
    if (found.isPresent()) {
      Extent extent = found.get();
      return extent.tree() ? treeBlock(extent, logical) : fileData.at(extent, logical);
    }
    long distance = (logical - chunk.start()) % superblock.nodeBytes();
    Optional<LogTrees.Block> block = logs.block(logical - distance);
    if (block.isPresent()) {
      return logBlock(block.get(), distance);
    }
    Optional<LogTrees.Data> data = logs.data(logical);
    if (data.isPresent()) {
      return fileData.logged(data.get(), logical);
    }
    if (chunk.isKeptForSuperblock(logical)) {
      return Structure.of(Kind.RESERVED, "kept for a superblock");
    }
    return node(chunk, logical - distance, physical - distance)
        .map(
            node ->
                Structure.ofTransaction(
                    Kind.FREE, node.generation(), TreeBlocks.stale(node, superblock.generation())))
        .orElse(Structure.of(Kind.FREE, ""));
  }

  /// What can be said where trees that are needed cannot be read.
  ///
  /// @param why they cannot
  Structure without(String why, Chunk chunk, long logical, long physical) {
    long distance = (logical - chunk.start()) % superblock.nodeBytes();
    String seen = "";
    try {
      Optional<Node> node = node(chunk, logical - distance, physical - distance);
      seen = node.map(found -> TreeBlocks.seen(found) + ", ").orElse("");
    } catch (Damaged nothing) {
      // Then there is nothing to be seen.
    }
    return Structure.of(Kind.UNCLAIMED, seen + "it cannot be told: " + why);
  }

  private Structure treeBlock(Extent extent, long logical) throws Damaged {
    Structure structure = treeBlocks.of(nodes.at(extent.start(), -1, -1));
    return withPart(structure, logical - extent.start());
  }

  private Structure logBlock(LogTrees.Block block, long distance) {
    String what =
        block.log() == TreeNames.LOG
            ? "tree of log trees"
            : "log of " + TreeNames.words(block.log());
    Structure structure =
        Structure.ofTransaction(
            Kind.LOG_TREE, block.generation(), what + ", level " + block.level());
    return withPart(
        TreeNames.isSubvolume(block.log()) ? structure.withSubvolume(block.log()) : structure,
        distance);
  }

  private Structure withPart(Structure structure, long distance) {
    int parts = superblock.nodeBytes() / superblock.blockBytes();
    return parts == 1
        ? structure
        : structure.withDetail(
            structure.detail()
                + ", part "
                + (distance / superblock.blockBytes() + 1)
                + " of "
                + parts);
  }

  /// What looks like a tree block there.
  private Optional<Node> node(Chunk chunk, long logical, long physical) throws Damaged {
    boolean mayHoldTrees = chunk.is(Chunk.METADATA) || chunk.is(Chunk.SYSTEM);
    return mayHoldTrees && physical >= 0 ? nodes.in(logical, physical) : Optional.empty();
  }
}
