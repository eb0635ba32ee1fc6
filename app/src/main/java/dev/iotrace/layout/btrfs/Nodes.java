package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads tree blocks by their logical address, from whichever copy on this device is sound. Those
/// read lately are kept.
final class Nodes {
  private static final int KEPT = 512;

  private final Image image;
  private final Superblock superblock;
  private final Chunks chunks;
  private final Map<Long, Node> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Node> eldest) {
          return size() > KEPT;
        }
      };

  Nodes(Image image, Superblock superblock, Chunks chunks) {
    this.image = image;
    this.superblock = superblock;
    this.chunks = chunks;
  }

  /// The tree block there.
  ///
  /// @param level that it must have; -1 for any
  /// @param generation that it must have; -1 for any
  /// @throws Damaged also when it is on another device only
  Node at(long logical, int level, long generation) throws Damaged {
    Node node = kept.get(logical);
    if (node == null) {
      node = read(logical);
      kept.put(logical, node);
    }
    if ((level >= 0 && node.level() != level)
        || (generation >= 0 && node.generation() != generation)) {
      throw new Damaged(node + " is not the one that was to stand there");
    }
    return node;
  }

  private Node read(long logical) throws Damaged {
    List<Long> places = chunks.onThisDevice(logical);
    Damaged first = new Damaged("tree block " + logical + " is on another device only");
    for (int i = 0; i < places.size(); i++) {
      try {
        Node node =
            in(logical, places.get(i))
                .orElseThrow(() -> new Damaged("there is no tree block at address " + logical));
        node.check();
        return node;
      } catch (Damaged damaged) {
        first = i == 0 ? damaged : first;
      }
    }
    throw first;
  }

  /// The tree block at a place of this device, unchecked; empty when there is none of this file
  /// system that says it stands at that address.
  Optional<Node> in(long logical, long physical) throws Damaged {
    int bytes = superblock.nodeBytes();
    if (physical % Chunk.STRIPE_BYTES > Chunk.STRIPE_BYTES - bytes) {
      throw new Damaged("tree block " + logical + " is not aligned");
    }
    Node node = new Node(logical, image.readStored(physical, bytes));
    boolean ours = node.fsid().equals(superblock.fsid()) && node.bytenr() == logical;
    return ours ? Optional.of(node) : Optional.empty();
  }
}
