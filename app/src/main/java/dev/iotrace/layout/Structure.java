package dev.iotrace.layout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands at a block. What makes no sense for its kind is null.
///
/// @param detail what there is to say beyond the other properties; perhaps empty
/// @param inode the inode that it belongs to
/// @param path one of that inode's paths, from the file system's root; null also when finding it
///   would take too long
/// @param fileOffset where in the inode's data it begins, in bytes
/// @param group the block group or allocation group that it describes, or is part of
/// @param transaction the jbd2 transaction that wrote it
/// @param homeBlock the block that it is a copy of
/// @param inodes of a block of an inode table or inode chunk, those in use
public record Structure(
    Kind kind,
    String detail,
    @Nullable Long inode,
    @Nullable String path,
    @Nullable Long fileOffset,
    @Nullable Long group,
    @Nullable Long transaction,
    @Nullable Long homeBlock,
    List<InodeUse> inodes) {
  /// In [#detail] of a journal's block: that transaction is not yet known to be home.
  public static final String AWAITED = "to be replayed in recovery";

  public static Structure of(Kind kind, String detail) {
    return new Structure(kind, detail, null, null, null, null, null, null, List.of());
  }

  public static Structure ofGroup(Kind kind, long group, String detail) {
    return new Structure(kind, detail, null, null, null, group, null, null, List.of());
  }

  public static Structure ofInode(Kind kind, long inode, String detail) {
    return new Structure(kind, detail, inode, null, null, null, null, null, List.of());
  }

  public static Structure ofTransaction(Kind kind, long transaction, String detail) {
    return new Structure(kind, detail, null, null, null, null, transaction, null, List.of());
  }

  public Structure withInode(long number) {
    return new Structure(
        kind, detail, number, path, fileOffset, group, transaction, homeBlock, inodes);
  }

  public Structure withPath(@Nullable String found) {
    return new Structure(
        kind, detail, inode, found, fileOffset, group, transaction, homeBlock, inodes);
  }

  public Structure withFileOffset(long bytes) {
    return new Structure(kind, detail, inode, path, bytes, group, transaction, homeBlock, inodes);
  }

  public Structure withHomeBlock(long block) {
    return new Structure(kind, detail, inode, path, fileOffset, group, transaction, block, inodes);
  }

  public Structure withDetail(String text) {
    return new Structure(
        kind, text, inode, path, fileOffset, group, transaction, homeBlock, inodes);
  }

  /// Without what is only true until the journal's next checkpoint.
  public Structure lasting() {
    return kind == Kind.JOURNAL_SUPERBLOCK
        ? withDetail("")
        : withDetail(detail.replaceFirst("(^|, )" + AWAITED + "$", ""));
  }

  public Structure withInodes(List<InodeUse> used) {
    return new Structure(
        kind, detail, inode, path, fileOffset, group, transaction, homeBlock, used);
  }
}
