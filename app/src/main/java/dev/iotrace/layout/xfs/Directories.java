package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.PathSearch;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/// The directories of a file system, for a search of paths.
final class Directories implements PathSearch.Directories {
  private final Volume volume;
  private final Inodes inodes;
  private final BlockMap map;

  Directories(Volume volume, Inodes inodes) {
    this.volume = volume;
    this.inodes = inodes;
    this.map = new BlockMap(volume);
  }

  @Override
  public void read(long number, PathSearch.Budget budget, PathSearch.Entries entries)
      throws Damaged {
    Inode inode = inodes.at(number);
    if (!inode.isDirectory()) {
      return;
    }
    Superblock superblock = volume.superblock();
    boolean typed = superblock.features().fileType();
    if (inode.data().format() == Inode.Fork.LOCAL) {
      budget.take(superblock.inodeBytes());
      DirectoryBlock.readShort(inode.data().raw(), typed, entries);
      return;
    }
    Map<Long, Long> blocks = blocks(inode, budget.left() / superblock.blockBytes() + 1);
    long blocksOfOne = 1L << superblock.directoryBits();
    for (long index : blocks.keySet()) {
      if (budget.take(superblock.blockBytes()) && index % blocksOfOne == 0) {
        DirectoryBlock.read(whole(blocks, index), typed, entries);
      }
    }
  }

  /// The blocks with entries: from where they stand in the directory to where they stand on disk.
  private Map<Long, Long> blocks(Inode inode, long most) throws Damaged {
    Map<Long, Long> blocks = new TreeMap<>();
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
}
