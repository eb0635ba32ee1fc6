package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.PathSearch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The directories of a file system, for a search of paths.
final class Directories implements PathSearch.Directories {
  private final Volume volume;
  private final Inodes inodes;
  private final boolean typed;
  private final BlockMap map;

  /// @param typed whether entries tell the type of what they name
  Directories(Volume volume, Inodes inodes, boolean typed) {
    this.volume = volume;
    this.inodes = inodes;
    this.typed = typed;
    this.map = new BlockMap(volume);
  }

  @Override
  public void read(long number, PathSearch.Budget budget, PathSearch.Entries entries)
      throws Damaged {
    Inode inode = inodes.at(number);
    if (!inode.isDirectory()) {
      return;
    }
    if (inode.isInline()) {
      // The parent's number, then entries; more of them among the attributes.
      ByteBuffer first = inode.map().slice(4, Inode.MAP_BYTES - 4).order(inode.map().order());
      Directory.read(first, typed, entries);
      Directory.read(inodes.inlineBeyondMap(inode), typed, entries);
      return;
    }
    for (long block : blocks(inode, budget.left() / volume.blockBytes() + 1)) {
      if (budget.take(volume.blockBytes())) {
        Directory.read(volume.block(block), typed, entries);
      }
    }
  }

  private List<Long> blocks(Inode inode, long most) throws Damaged {
    List<Long> blocks = new ArrayList<>();
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
}
