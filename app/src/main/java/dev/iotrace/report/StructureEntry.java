package dev.iotrace.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands where a request went, as the file system's own structures tell it.
///
/// @param kind that of its first block, a word of `iotrace explain`
/// @param detail the rest in words: which one, and what the other blocks are
/// @param blocks in the order of the disk; those of which nothing certain is known are left out
public record StructureEntry(String kind, String detail, List<Block> blocks) {

  /// A block, or several that differ in nothing but where in the inode's data they are. What makes
  /// no sense for its kind is null.
  ///
  /// @param block its number in the file system
  /// @param detail what there is to say beyond the other properties; perhaps empty
  /// @param inode the inode that it belongs to
  /// @param path one of that inode's paths, from the file system's root
  /// @param fileOffset where in the inode's data it begins, in bytes
  /// @param group the block group that it describes, or is a backup in
  /// @param transaction the jbd2 transaction that wrote it
  /// @param homeBlock the block that it is a copy of
  public record Block(
      long sector,
      long bytes,
      long block,
      String kind,
      String detail,
      @Nullable Long inode,
      @Nullable String path,
      @Nullable Long fileOffset,
      @Nullable Long group,
      @Nullable Long transaction,
      @Nullable Long homeBlock) {}
}
