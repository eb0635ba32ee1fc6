package dev.iotrace.layout.btrfs;

import static dev.iotrace.layout.btrfs.Key.Type.CHUNK_ITEM;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the chunks: first those in the superblock, which lead to the chunk tree, then all.
final class ChunkTree {
  private static final int MOST_NOTES = 3;

  private final Superblock superblock;
  private final Chunks chunks;
  private final Nodes nodes;
  private final List<String> notes = new ArrayList<>();

  ChunkTree(Image image, Superblock superblock) {
    this.superblock = superblock;
    chunks = new Chunks(superblock);
    nodes = new Nodes(image, superblock, chunks);
  }

  Chunks chunks() {
    return chunks;
  }

  /// What reads tree blocks through these chunks.
  Nodes nodes() {
    return nodes;
  }

  /// What could not be read; at most a few.
  List<String> notes() {
    return notes;
  }

  /// @return whether all are known now
  boolean read() {
    try {
      readSystemChunks();
      new Tree(nodes, superblock.chunkRoot())
          .from(
              new Key(0, 0, 0),
              (leaf, index) -> {
                if (leaf.key(index).type() == CHUNK_ITEM) {
                  add(leaf, index);
                }
                return true;
              });
    } catch (Damaged damaged) {
      note("the chunk tree cannot be read: " + damaged.what());
    }
    return notes.isEmpty();
  }

  private void readSystemChunks() throws Damaged {
    ByteBuffer array = superblock.systemChunks();
    int at = 0;
    while (at + Key.BYTES + Chunk.HEAD_BYTES <= array.limit()) {
      Key key = Key.in(array, at);
      at += Key.BYTES;
      int bytes = Math.min(Chunk.bytes(array, at), array.limit() - at);
      chunks.add(Chunk.in(array.slice(at, bytes).order(array.order()), key.offset()));
      at += bytes;
    }
  }

  private void add(Node leaf, int index) throws Damaged {
    Chunk chunk;
    try {
      chunk = Chunk.in(leaf.item(index, 0), leaf.key(index).offset());
    } catch (Damaged damaged) {
      note(damaged.what());
      return;
    }
    chunks.add(chunk);
  }

  private void note(String what) {
    if (notes.size() < MOST_NOTES) {
      notes.add(what);
    }
  }
}
