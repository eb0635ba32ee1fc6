package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Layout;
import dev.iotrace.layout.Search;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The layout of one XFS. Headers and the log tell sectors apart. Of other blocks, those that the
/// allocation groups know are told first, and only for the rest all inodes are gone through.
public final class Xfs implements Layout {
  private final Volume volume;
  private final Notes notes = new Notes();
  private final Headers headers;
  private final @Nullable Log log;
  private final boolean behind;

  private Xfs(Volume volume) throws Damaged {
    this.volume = volume;
    headers = new Headers(volume);
    if (volume.superblock().special().logStart() == 0) {
      log = null;
      behind = true;
      notes.add("its log is on another device, and may hold newer blocks than those in place");
    } else {
      log = Log.of(volume);
      behind = !log.isClean();
      if (behind) {
        notes.add(
            "it is mounted, or was not unmounted cleanly: its log may hold newer blocks than those"
                + " in place");
      }
    }
  }

  /// Looks for an XFS; empty when there is none.
  ///
  /// @throws Damaged when there is one whose superblock cannot be right
  public static Optional<Layout> open(Image image) throws Damaged {
    Optional<Superblock> superblock = Superblock.read(image);
    return superblock.isEmpty()
        ? Optional.empty()
        : Optional.of(new Xfs(new Volume(image, superblock.get())));
  }

  @Override
  public int blockBytes() {
    return volume.superblock().blockBytes();
  }

  @Override
  public long blocks() {
    return volume.superblock().blocks();
  }

  /// What stands at the first sectors of the blocks.
  @Override
  public List<Structure> at(List<Long> blocks) {
    return atSectors(blocks.stream().map(block -> block * volume.blockSectors()).toList());
  }

  @Override
  public List<Structure> atSectors(List<Long> sectors) {
    Set<Long> blocks = new TreeSet<>();
    for (long sector : sectors) {
      if (bySector(sector).isEmpty()) {
        blocks.add(sector / volume.blockSectors());
      }
    }
    Map<Long, Structure> found = search(blocks);
    List<Structure> structures = new ArrayList<>();
    for (long sector : sectors) {
      structures.add(
          bySector(sector)
              .map(structure -> withOthers(sector, structure))
              .orElseGet(() -> found.get(sector / volume.blockSectors())));
    }
    return structures;
  }

  /// What stands at a sector of which the neighbours in the same block may be something else.
  private Optional<Structure> bySector(long sector) {
    if (headers.covers(sector)) {
      return Optional.of(headers.at(sector));
    }
    return log != null && log.covers(sector) ? Optional.of(log.at(sector)) : Optional.empty();
  }

  /// The first sector of a block also tells what is in the others, for who asks for a block.
  private Structure withOthers(long sector, Structure structure) {
    if (sector % volume.blockSectors() != 0) {
      return structure;
    }
    Set<String> others = new LinkedHashSet<>();
    for (int i = 1; i < volume.blockSectors(); i++) {
      bySector(sector + i)
          .map(Structure::kind)
          .filter(kind -> kind != structure.kind() && kind != Kind.UNCLAIMED)
          .ifPresent(kind -> others.add(kind.words()));
    }
    String more = "in the block's other sectors: " + String.join(", ", others);
    if (others.isEmpty()) {
      return structure;
    }
    return structure.withDetail(
        structure.detail().isEmpty() ? more : structure.detail() + "; " + more);
  }

  private Map<Long, Structure> search(Set<Long> blocks) {
    Search search = new Search(blocks);
    Inodes inodes = new Inodes(volume, notes);
    GroupClaims groups = new GroupClaims(volume, notes);
    groups.claim(search);
    if (!behind) {
      groups.claimFree(search);
    }
    if (!search.done()) {
      new Owners(volume, inodes, groups, notes).claim(search);
    }
    groups.claimFree(search);
    Map<Long, Structure> found = new HashMap<>();
    for (long block : blocks) {
      found.put(
          block,
          search
              .at(block)
              .orElse(Structure.of(Kind.UNCLAIMED, "in use, but no inode was found that has it")));
    }
    return new PathNames(volume, inodes, groups).added(found);
  }

  @Override
  public List<String> notes() {
    return notes.all();
  }
}
