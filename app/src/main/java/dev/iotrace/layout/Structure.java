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
    Draft draft = new Draft(this);
    draft.inode = number;
    return draft.structure();
  }

  public Structure withPath(@Nullable String found) {
    Draft draft = new Draft(this);
    draft.path = found;
    return draft.structure();
  }

  public Structure withFileOffset(long bytes) {
    Draft draft = new Draft(this);
    draft.fileOffset = bytes;
    return draft.structure();
  }

  public Structure withGroup(long number) {
    Draft draft = new Draft(this);
    draft.group = number;
    return draft.structure();
  }

  public Structure withHomeBlock(long block) {
    Draft draft = new Draft(this);
    draft.homeBlock = block;
    return draft.structure();
  }

  public Structure withSubvolume(long number) {
    Draft draft = new Draft(this);
    draft.subvolume = number;
    return draft.structure();
  }

  public Structure withLogical(long address) {
    Draft draft = new Draft(this);
    draft.logical = address;
    return draft.structure();
  }

  public Structure withDetail(String text) {
    Draft draft = new Draft(this);
    draft.detail = text;
    return draft.structure();
  }

  /// Without what is only true until the journal's next checkpoint.
  public Structure lasting() {
    return kind == Kind.JOURNAL_SUPERBLOCK
        ? withDetail("")
        : withDetail(detail.replaceFirst("(^|, )" + AWAITED + "$", ""));
  }

  public Structure withInodes(List<InodeUse> used) {
    Draft draft = new Draft(this);
    draft.inodes = used;
    return draft.structure();
  }

  /// A copy in which one property is about to change.
  private static final class Draft {
    private final Kind kind;
    private String detail;
    private @Nullable Long inode;
    private @Nullable String path;
    private @Nullable Long fileOffset;
    private @Nullable Long group;
    private final @Nullable Long transaction;
    private @Nullable Long homeBlock;
    private @Nullable Long subvolume;
    private @Nullable Long logical;
    private List<InodeUse> inodes;

    Draft(Structure from) {
      kind = from.kind;
      detail = from.detail;
      inode = from.inode;
      path = from.path;
      fileOffset = from.fileOffset;
      group = from.group;
      transaction = from.transaction;
      homeBlock = from.homeBlock;
      subvolume = from.subvolume;
      logical = from.logical;
      inodes = from.inodes;
    }

    Structure structure() {
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
          inodes);
    }
  }
}
