package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/// From inodes to one path of each, by going through the directories from the root, the shallow
/// ones first. An inode does not tell its directory, so that the search ends after 64 MiB of
/// directories: who has more gets no path for some.
final class Paths {
  private static final long MOST_BYTES = 64L << 20;

  /// `PATH_MAX` (include/uapi/linux/limits.h).
  private static final int LONGEST_PATH = 4096;

  private static final int MOST_WAITING = 1 << 18;

  private final Volume volume;
  private final Inodes inodes;
  private final boolean typed;
  private final Set<Long> wanted;
  private final Map<Long, String> found = new HashMap<>();
  private final Queue<Step> waiting = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();
  private long bytesLeft = MOST_BYTES;

  /// A directory to read.
  ///
  /// @param path ends with a slash
  private record Step(long inode, String path) {}

  private Paths(Volume volume, Inodes inodes, boolean typed, Set<Long> wanted) {
    this.volume = volume;
    this.inodes = inodes;
    this.typed = typed;
    this.wanted = wanted;
  }

  /// A path for each of these inodes that has one.
  static Map<Long, String> of(Volume volume, Inodes inodes, boolean typed, Set<Long> wanted) {
    Paths paths = new Paths(volume, inodes, typed, wanted);
    paths.search();
    return paths.found;
  }

  private void search() {
    if (wanted.contains((long) Inode.ROOT)) {
      found.put((long) Inode.ROOT, "/");
    }
    seen.add((long) Inode.ROOT);
    waiting.add(new Step(Inode.ROOT, "/"));
    BlockMap map = new BlockMap(volume);
    while (found.size() < wanted.size() && bytesLeft > 0 && !waiting.isEmpty()) {
      Step step = waiting.remove();
      try {
        read(step, map);
      } catch (Damaged unreadable) {
        // What is below this directory has no path, then.
        bytesLeft--;
      }
    }
  }

  private void read(Step step, BlockMap map) throws Damaged {
    Inode inode = inodes.at(step.inode());
    if (!inode.isDirectory()) {
      return;
    }
    if (inode.isInline()) {
      // The parent's number, then entries; more of them among the attributes.
      ByteBuffer entries = inode.map().slice(4, Inode.MAP_BYTES - 4).order(inode.map().order());
      Directory.read(entries, typed, entry(step));
      Directory.read(inodes.inlineBeyondMap(inode), typed, entry(step));
      return;
    }
    for (long block : blocks(inode, map)) {
      bytesLeft -= volume.blockBytes();
      if (bytesLeft > 0) {
        Directory.read(volume.block(block), typed, entry(step));
      }
    }
  }

  private List<Long> blocks(Inode inode, BlockMap map) throws Damaged {
    List<Long> blocks = new ArrayList<>();
    long most = bytesLeft / volume.blockBytes() + 1;
    map.walk(
        inode,
        new BlockMap.Visitor() {
          @Override
          public void node(long block, int level) {
            // Only the entries matter.
          }

          @Override
          public void data(long index, long block, long count, boolean written) {
            for (long i = 0; i < count && blocks.size() < most; i++) {
              blocks.add(block + i);
            }
          }
        });
    return blocks;
  }

  private Directory.Visitor entry(Step step) {
    return (inode, name, mayBeDirectory) -> {
      if (name.equals(".") || name.equals("..")) {
        return;
      }
      String path = step.path() + name;
      if (wanted.contains(inode)) {
        found.putIfAbsent(inode, path);
      }
      boolean room = path.length() < LONGEST_PATH && waiting.size() < MOST_WAITING;
      if (mayBeDirectory && room && seen.add(inode)) {
        waiting.add(new Step(inode, path + "/"));
      }
    };
  }
}
