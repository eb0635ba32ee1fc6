package dev.iotrace.layout;

import dev.iotrace.layout.ext4.Ext4;
import java.util.List;

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

  /// What the reader must know to believe the answers, complete after [#at(List)]; a sentence each.
  List<String> notes();

  /// Looks which file system is there.
  ///
  /// @throws LayoutRefused when it is none that we know, or its superblock is damaged
  static Layout open(Image image) {
    try {
      return Ext4.open(image)
          .orElseThrow(
              () ->
                  LayoutRefused.usage(
                      image,
                      "there is no superblock of ext2, ext3 or ext4",
                      "name a file system of that type; in a disk with partitions, say where it"
                          + " begins by --offset"));
    } catch (Damaged damaged) {
      throw LayoutRefused.damaged(image, damaged);
    }
  }
}
