package dev.iotrace.layout.xfs;

import dev.iotrace.layout.InodeUse;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.PathSearch;
import dev.iotrace.layout.Structure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Adds the inodes in use of a block of an inode chunk, and the paths of all inodes; all paths are
/// looked for at once.
final class PathNames {
  private final Volume volume;
  private final Inodes inodes;
  private final GroupClaims groups;

  PathNames(Volume volume, Inodes inodes, GroupClaims groups) {
    this.volume = volume;
    this.inodes = inodes;
    this.groups = groups;
  }

  /// @param found by block
  Map<Long, Structure> added(Map<Long, Structure> found) {
    Set<Long> wanted = new HashSet<>();
    found.forEach(
        (block, structure) -> {
          if (structure.kind() == Kind.INODE_CHUNK) {
            wanted.addAll(groups.inodesIn(block));
          } else if (structure.inode() != null) {
            wanted.add(structure.inode());
          }
        });
    wanted.removeIf(inode -> !volume.superblock().special().purpose(inode).isEmpty());
    Map<Long, String> paths =
        PathSearch.from(
            volume.superblock().special().root(), new Directories(volume, inodes), wanted);
    Map<Long, Structure> all = new HashMap<>();
    found.forEach((block, structure) -> all.put(block, added(block, structure, paths)));
    return all;
  }

  private Structure added(long block, Structure structure, Map<Long, String> paths) {
    if (structure.kind() != Kind.INODE_CHUNK) {
      return structure.withPath(paths.get(structure.inode()));
    }
    List<InodeUse> used =
        groups.inodesIn(block).stream()
            .map(inode -> new InodeUse(inode, paths.get(inode)))
            .toList();
    return structure.withInodes(used);
  }
}
