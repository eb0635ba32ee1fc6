package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Search;
import dev.iotrace.layout.Structure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/// The journal in a file of its own file system.
final class JournalFile {
  private final Volume volume;
  private final Inode inode;
  private final TreeMap<Long, Run> runs = new TreeMap<>();
  private final ArrayList<Node> nodes = new ArrayList<>();
  private final JournalLog log;

  /// Blocks that follow each other in the journal and on the disk.
  private record Run(long index, long block, long count) {}

  /// A block that tells where others are.
  private record Node(long block, int level) {}

  JournalFile(Volume volume, Inode inode) throws Damaged {
    this.volume = volume;
    this.inode = inode;
    new BlockMap(volume)
        .walk(
            inode,
            new BlockMap.Visitor() {
              @Override
              public void node(long block, int level) {
                nodes.add(new Node(block, level));
              }

              @Override
              public void data(long index, long block, long count, boolean written) {
                runs.put(index, new Run(index, block, count));
              }
            });
    log = new JournalLog(this::read, 0, volume.blocks());
  }

  private ByteBuffer read(long index) throws Damaged {
    Map.Entry<Long, Run> entry = runs.floorEntry(index);
    if (entry == null || index - entry.getKey() >= entry.getValue().count()) {
      throw new Damaged("the journal has no block " + index);
    }
    return volume.journalBlock(entry.getValue().block() + index - entry.getKey());
  }

  /// Claims the journal's blocks.
  void claim(Search search) {
    for (Node node : nodes) {
      search.claim(node.block(), 1, _ -> Nodes.structure(inode, node.level()));
    }
    for (Run run : runs.values()) {
      search.claim(run.block(), run.count(), at -> structure(run.index() + (at - run.block())));
    }
  }

  private Structure structure(long index) {
    Structure structure;
    try {
      structure = log.at(index);
    } catch (Damaged damaged) {
      structure = Structure.of(Kind.JOURNAL_FREE, damaged.what());
    }
    return structure.withInode(inode.number()).withFileOffset(index * volume.blockBytes());
  }
}
