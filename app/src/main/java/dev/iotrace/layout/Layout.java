package dev.iotrace.layout;

import static dev.iotrace.event.SectorRange.SECTOR_BYTES;

import dev.iotrace.layout.btrfs.Btrfs;
import dev.iotrace.layout.ext4.Ext4;
import dev.iotrace.layout.xfs.Xfs;
import java.util.List;
import java.util.Optional;

/// The layout of one file system.
public interface Layout {
  /// Size of a block.
  int blockBytes();

  /// How many blocks the file system has.
  long blocks();

  /// What stands at these blocks, in the order in which they are asked for. Asking for many at once
  /// costs little more than asking for one.
  ///
  /// @param blocks each below [#blocks()]
  List<Structure> at(List<Long> blocks) throws Damaged;

  /// What stands at these sectors of 512 bytes, counted from the file system's beginning. It is
  /// what stands at their blocks, unless a block has room for several structures.
  ///
  /// @param sectors each in a block below [#blocks()]
  default List<Structure> atSectors(List<Long> sectors) throws Damaged {
    int blockSectors = blockBytes() / SECTOR_BYTES;
    return at(sectors.stream().map(sector -> sector / blockSectors).toList());
  }

  /// What the reader must know to believe the answers, complete after [#at(List)]; a sentence each.
  List<String> notes();

  /// Looks which file system is there.
  ///
  /// @throws LayoutRefused when it is none that we know, or its superblock is damaged
  static Layout open(Image image) {
    try {
      for (Opener opener : List.<Opener>of(Xfs::open, Ext4::open, Btrfs::open)) {
        Optional<Layout> layout = opener.open(image);
        if (layout.isPresent()) {
          return layout.get();
        }
      }
    } catch (Damaged damaged) {
      throw LayoutRefused.damaged(image, damaged);
    }
    throw LayoutRefused.usage(
        image,
        "there is no superblock of ext2, ext3, ext4, XFS or btrfs",
        "name a file system of that type; in a disk with partitions, say where it begins by"
            + " --offset");
  }

  /// Looks for one type of file system.
  interface Opener {
    /// Empty when there is none.
    Optional<Layout> open(Image image) throws Damaged;
  }
}
