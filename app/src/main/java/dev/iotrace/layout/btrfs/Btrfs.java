package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Layout;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The layout of one device of btrfs. From a place on the device the chunks lead to a logical
/// address, the extent tree from there to its owners; nothing has to be gone through as a whole.
public final class Btrfs implements Layout {
  private static final int MOST_NOTES = 4;

  private final Superblock superblock;
  private final SuperblockPlaces places;
  private final Chunks chunks;
  private final boolean allChunks;
  private final Contents contents;
  private final Set<String> notes = new LinkedHashSet<>();

  private Btrfs(Image image, Superblock superblock) {
    this.superblock = superblock;
    places = new SuperblockPlaces(image, superblock);
    ChunkTree tree = new ChunkTree(image, superblock);
    allChunks = tree.read();
    chunks = tree.chunks();
    notes.addAll(tree.notes());
    contents = new Contents(superblock, chunks, tree.nodes());
    if (superblock.devices() > 1) {
      notes.add("it is device " + superblock.device() + " of " + superblock.devices());
    }
    if (superblock.logRoot().logical() != 0) {
      notes.add(
          "it is mounted, or was not unmounted cleanly: its log trees hold what was fsynced after"
              + " the last commit");
      contents.readLogs().ifPresent(notes::add);
    }
  }

  /// Looks for a btrfs; empty when there is none.
  ///
  /// @throws Damaged when there is one whose superblock cannot be right
  public static Optional<Layout> open(Image image) throws Damaged {
    Optional<Superblock> superblock = Superblock.read(image);
    return superblock.map(found -> new Btrfs(image, found));
  }

  @Override
  public int blockBytes() {
    return superblock.blockBytes();
  }

  @Override
  public long blocks() {
    return superblock.deviceBytes() / superblock.blockBytes();
  }

  @Override
  public List<Structure> at(List<Long> blocks) throws Damaged {
    List<Structure> structures = new ArrayList<>();
    for (long block : blocks) {
      structures.add(at(block * superblock.blockBytes()));
    }
    return structures;
  }

  private Structure at(long physical) throws Damaged {
    Optional<Structure> fixed = places.at(physical);
    if (fixed.isPresent()) {
      return fixed.get();
    }
    Optional<Chunks.Place> place = chunks.at(physical);
    if (place.isEmpty()) {
      return allChunks
          ? SuperblockPlaces.outside(physical)
          : Structure.of(Kind.UNCLAIMED, "not all chunks are known");
    }
    Chunk chunk = place.get().chunk();
    Structure found = inChunk(place.get(), physical);
    String words = chunk.words() + chunk.copyWords(place.get().content().copy());
    return found
        .withGroup(chunk.start())
        .withDetail(found.detail().isEmpty() ? words : found.detail() + ", " + words);
  }

  private Structure inChunk(Chunks.Place place, long physical) throws Damaged {
    if (place.isParity()) {
      return Structure.of(Kind.PARITY, "");
    }
    long logical = place.content().logical();
    try {
      return contents.at(place.chunk(), logical, physical).withLogical(logical);
    } catch (Damaged damaged) {
      if (notes.size() < MOST_NOTES) {
        notes.add("not all can be told: " + damaged.what());
      }
      return contents
          .without(damaged.what(), place.chunk(), logical, physical)
          .withLogical(logical);
    }
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
