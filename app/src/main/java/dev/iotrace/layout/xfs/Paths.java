package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

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
  private final Set<Long> wanted;
  private final Map<Long, String> found = new HashMap<>();
  private final Queue<Step> waiting = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();
  private long bytesLeft = MOST_BYTES;

  /// A directory to read.
  ///
  /// @param path ends with a slash
  private record Step(long inode, String path) {}

  private Paths(Volume volume, Inodes inodes, Set<Long> wanted) {
    this.volume = volume;
    this.inodes = inodes;
    this.wanted = wanted;
  }

  /// A path for each of these inodes that has one.
  static Map<Long, String> of(Volume volume, Inodes inodes, Set<Long> wanted) {
    Paths paths = new Paths(volume, inodes, wanted);
    paths.search();
    return paths.found;
  }

  private void search() {
    long root = volume.superblock().special().root();
    if (wanted.contains(root)) {
      found.put(root, "/");
    }
    seen.add(root);
    waiting.add(new Step(root, "/"));
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
    boolean typed = volume.superblock().features().fileType();
    if (inode.data().format() == Inode.Fork.LOCAL) {
      bytesLeft -= volume.superblock().inodeBytes();
      DirectoryBlock.readShort(inode.data().raw(), typed, entry(step));
      return;
    }
    Map<Long, Long> blocks = blocks(inode, map);
    long blocksOfOne = 1L << volume.superblock().directoryBits();
    for (long index : blocks.keySet()) {
      bytesLeft -= volume.superblock().blockBytes();
      if (bytesLeft > 0 && index % blocksOfOne == 0) {
        DirectoryBlock.read(whole(blocks, index), typed, entry(step));
      }
    }
  }

  /// The blocks with entries: from where they stand in the directory to where they stand on disk.
  private Map<Long, Long> blocks(Inode inode, BlockMap map) throws Damaged {
    Map<Long, Long> blocks = new TreeMap<>();
    long most = bytesLeft / volume.superblock().blockBytes() + 1;
    long end = DirectoryBlock.ENTRIES_END / volume.superblock().blockBytes();
    map.walk(
        inode.data(),
        new BlockMap.Visitor() {
          @Override
          public void node(long block, int level) {
            // Only the entries matter.
          }

          @Override
          public void data(long index, long block, long count, boolean written) {
            for (long i = 0; i < count && index + i < end && blocks.size() < most; i++) {
              blocks.put(index + i, block + i);
            }
          }
        });
    return blocks;
  }

  /// A directory's block, which may have several of the file system's, perhaps not side by side.
  private ByteBuffer whole(Map<Long, Long> blocks, long first) throws Damaged {
    Superblock superblock = volume.superblock();
    int count = 1 << superblock.directoryBits();
    ByteBuffer whole = ByteBuffer.allocate(count * superblock.blockBytes());
    for (long index = first; index < first + count; index++) {
      whole.put(volume.block(blocks.getOrDefault(index, -1L)));
    }
    return whole.flip();
  }

  private DirectoryBlock.Visitor entry(Step step) {
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
