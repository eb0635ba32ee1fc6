package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Layout;
import dev.iotrace.layout.Search;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The layout of one ext4. Blocks at known places are told first, then the journal's, then those
/// that the bitmap says are free, and only for the rest all inodes are gone through.
public final class Ext4 implements Layout {
  private final Volume volume;
  private final Superblock superblock;
  private final Groups groups;
  private final Inodes inodes;
  private final Owners owners;
  private final List<String> notes = new ArrayList<>();
  private final @Nullable JournalFile journal;

  private Ext4(Volume volume, Superblock superblock) {
    this.volume = volume;
    this.superblock = superblock;
    groups = new Groups(volume, superblock);
    inodes = new Inodes(volume, superblock, groups);
    owners = new Owners(volume, superblock, inodes);
    journal = journal();
    if (superblock.features().needsRecovery()) {
      notes.add(
          "it is mounted, or was not unmounted cleanly: its journal may hold newer blocks than"
              + " those in place");
    }
  }

  /// Looks for an ext2, ext3, ext4 or the journal of one; empty when there is none.
  ///
  /// @throws Damaged when there is one whose superblock cannot be right
  public static Optional<Layout> open(Image image) throws Damaged {
    Optional<Superblock> superblock = Superblock.read(image);
    if (superblock.isEmpty()) {
      return Optional.empty();
    }
    Superblock found = superblock.get();
    Volume volume = new Volume(image, found.blockBytes(), found.blocks());
    return Optional.of(
        found.features().journalDevice() ? new JournalDevice(volume) : new Ext4(volume, found));
  }

  private @Nullable JournalFile journal() {
    long inode = superblock.special().journalInode();
    if (inode == 0) {
      if (superblock.features().hasJournal()) {
        notes.add("its journal is on another device");
      }
      return null;
    }
    try {
      return new JournalFile(volume, inodes.at(inode));
    } catch (Damaged damaged) {
      notes.add("its journal is damaged: " + damaged.what());
      return null;
    }
  }

  @Override
  public int blockBytes() {
    return superblock.blockBytes();
  }

  @Override
  public long blocks() {
    return superblock.blocks();
  }

  @Override
  public List<Structure> at(List<Long> blocks) throws Damaged {
    Map<Long, Structure> found = search(new HashSet<>(blocks));
    Set<Long> homes = new HashSet<>();
    found.values().forEach(each -> addHome(each, homes));
    Map<Long, Structure> atHome = search(homes);
    found.replaceAll((_, structure) -> withHome(structure, atHome));
    return new PathNames(volume, superblock, inodes).added(blocks, found);
  }

  private void addHome(Structure structure, Set<Long> homes) {
    Long home = structure.homeBlock();
    if (home != null && home >= 0 && home < volume.blocks()) {
      homes.add(home);
    }
  }

  private static Structure withHome(Structure structure, Map<Long, Structure> atHome) {
    Structure home = atHome.get(structure.homeBlock());
    if (home == null) {
      return structure;
    }
    String what = HomeWords.of(home);
    return structure.withDetail(
        structure.detail().isEmpty() ? what : what + ", " + structure.detail());
  }

  private Map<Long, Structure> search(Set<Long> blocks) throws Damaged {
    Search search = new Search(blocks);
    groups.claim(search);
    if (journal != null) {
      journal.claim(search);
    }
    if (!superblock.features().needsRecovery()) {
      claimFree(search);
    }
    if (!search.done()) {
      owners.claim(search);
      claimFree(search);
    }
    for (long block : search.missing()) {
      search.claim(block, 1, _ -> Structure.of(Kind.UNCLAIMED, unclaimed()));
    }
    Map<Long, Structure> found = new HashMap<>();
    blocks.forEach(block -> search.at(block).ifPresent(at -> found.put(block, at)));
    return found;
  }

  private void claimFree(Search search) throws Damaged {
    for (long block : search.missing()) {
      if (!groups.inUse(block)) {
        search.claim(block, 1, _ -> Structure.of(Kind.FREE, ""));
      }
    }
  }

  private String unclaimed() {
    return superblock.clusterBlocks() > 1
        ? "in a cluster that is in use, but not itself"
        : "in use, but no inode was found that has it";
  }

  @Override
  public List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(owners.notes());
    return all;
  }
}
