package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.InodeUse;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.PathSearch;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Adds to structures the inodes in use of an inode table's block, and the paths of all inodes; all
/// paths are looked for at once.
final class PathNames {
  private final Volume volume;
  private final Superblock superblock;
  private final Inodes inodes;

  PathNames(Volume volume, Superblock superblock, Inodes inodes) {
    this.volume = volume;
    this.superblock = superblock;
    this.inodes = inodes;
  }

  /// @param blocks in the order of the answers
  List<Structure> added(List<Long> blocks, Map<Long, Structure> found) throws Damaged {
    Map<Long, long[]> tables = new HashMap<>();
    Set<Long> wanted = new HashSet<>();
    for (Map.Entry<Long, Structure> each : found.entrySet()) {
      Structure structure = each.getValue();
      if (structure.kind() == Kind.INODE_TABLE && structure.group() != null) {
        long[] used = inodes.usedIn(structure.group(), each.getKey());
        tables.put(each.getKey(), used);
        Arrays.stream(used).filter(this::mayHavePath).forEach(wanted::add);
      } else if (structure.inode() != null && mayHavePath(structure.inode())) {
        wanted.add(structure.inode());
      }
    }
    Directories directories = new Directories(volume, inodes, superblock.features().fileType());
    Map<Long, String> paths = PathSearch.from(Inode.ROOT, directories, wanted);
    List<Structure> structures = new ArrayList<>();
    for (long block : blocks) {
      Structure structure = found.getOrDefault(block, Structure.of(Kind.UNCLAIMED, ""));
      List<InodeUse> used =
          Arrays.stream(tables.getOrDefault(block, new long[0]))
              .mapToObj(inode -> new InodeUse(inode, paths.get(inode)))
              .toList();
      structures.add(structure.withPath(paths.get(structure.inode())).withInodes(used));
    }
    return structures;
  }

  /// Reserved inodes but the root's have none.
  private boolean mayHavePath(long inode) {
    return inode == Inode.ROOT || inode >= superblock.special().firstInode();
  }
}
