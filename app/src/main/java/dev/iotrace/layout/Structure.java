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
/// @param transaction the transaction that wrote it: of jbd2, or the generation of btrfs
/// @param homeBlock the block that it is a copy of
/// @param subvolume the subvolume of btrfs that it belongs to, or that the inode is in
/// @param logical the logical address that btrfs gives it, in bytes
/// @param inodes of a block of an inode table or inode chunk, those in use; of a leaf of a tree of
///   btrfs, those with items in it
public record Structure(
    Kind kind,
    String detail,
    @Nullable Long inode,
    @Nullable String path,
    @Nullable Long fileOffset,
    @Nullable Long group,
    @Nullable Long transaction,
    @Nullable Long homeBlock,
    @Nullable Long subvolume,
    @Nullable Long logical,
    List<InodeUse> inodes) {
  /// In [#detail] of a journal's block: that transaction is not yet known to be home.
  public static final String AWAITED = "to be replayed in recovery";

  public static Structure of(Kind kind, String detail) {
    return new Structure(kind, detail, null, null, null, null, null, null, null, null, List.of());
  }

  public static Structure ofGroup(Kind kind, long group, String detail) {
    return new Structure(kind, detail, null, null, null, group, null, null, null, null, List.of());
  }

  public static Structure ofInode(Kind kind, long inode, String detail) {
    return new Structure(kind, detail, inode, null, null, null, null, null, null, null, List.of());
  }

  public static Structure ofTransaction(Kind kind, long transaction, String detail) {
    return new Structure(
        kind, detail, null, null, null, null, transaction, null, null, null, List.of());
  }

  public Structure withInode(long number) {
    return new Structure(
        kind,
        detail,
        number,
        path,
        fileOffset,
        group,
        transaction,
        homeBlock,
        subvolume,
        logical,
        inodes);
  }

  public Structure withPath(@Nullable String found) {
    return new Structure(
        kind,
        detail,
        inode,
        found,
        fileOffset,
        group,
        transaction,
        homeBlock,
        subvolume,
        logical,
        inodes);
  }

  public Structure withFileOffset(long bytes) {
    return new Structure(
        kind,
        detail,
        inode,
        path,
        bytes,
        group,
        transaction,
        homeBlock,
        subvolume,
        logical,
        inodes);
  }

  public Structure withGroup(long number) {
    return new Structure(
        kind,
        detail,
        inode,
        path,
        fileOffset,
        number,
        transaction,
        homeBlock,
        subvolume,
        logical,
        inodes);
  }

  public Structure withHomeBlock(long block) {
    return new Structure(
        kind,
        detail,
        inode,
        path,
        fileOffset,
        group,
        transaction,
        block,
        subvolume,
        logical,
        inodes);
  }

  public Structure withSubvolume(long number) {
    return new Structure(
        kind,
        detail,
        inode,
        path,
        fileOffset,
        group,
        transaction,
        homeBlock,
        number,
        logical,
        inodes);
  }

  public Structure withLogical(long address) {
    return new Structure(
        kind,
        detail,
        inode,
        path,
        fileOffset,
        group,
        transaction,
        homeBlock,
        subvolume,
        address,
        inodes);
  }

  public Structure withDetail(String text) {
    return new Structure(
        kind,
        text,
        inode,
        path,
        fileOffset,
        group,
        transaction,
        homeBlock,
        subvolume,
        logical,
        inodes);
  }

  /// Without what is only true until the journal's next checkpoint.
  public Structure lasting() {
    return kind == Kind.JOURNAL_SUPERBLOCK
        ? withDetail("")
        : withDetail(detail.replaceFirst("(^|, )" + AWAITED + "$", ""));
  }

  public Structure withInodes(List<InodeUse> used) {
    return new Structure(
        kind,
        detail,
        inode,
        path,
        fileOffset,
        group,
        transaction,
        homeBlock,
        subvolume,
        logical,
        used);
  }
}
