package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Search;
import dev.iotrace.layout.Structure;
import java.util.ArrayList;
import java.util.List;

/// Which inode a block belongs to. A damaged inode is noted and left out: the others are still
/// worth something, and on a mounted device an inode may change while it is read.
final class Owners {
  private static final int MOST_NOTES = 3;

  private final Volume volume;
  private final Superblock superblock;
  private final Inodes inodes;
  private final List<String> notes = new ArrayList<>();

  Owners(Volume volume, Superblock superblock, Inodes inodes) {
    this.volume = volume;
    this.superblock = superblock;
    this.inodes = inodes;
  }

  /// What could not be read; at most a few.
  List<String> notes() {
    return notes;
  }

  /// Claims the blocks of all inodes.
  void claim(Search search) throws Damaged {
    BlockMap map = new BlockMap(volume);
    inodes.tour(
        inode -> {
          if (inode.number() != superblock.special().journalInode()) {
            claim(inode, map, search);
          }
          return !search.done();
        });
  }

  private void claim(Inode inode, BlockMap map, Search search) {
    if (inode.xattrBlock() != 0) {
      search.claim(inode.xattrBlock(), 1, block -> xattrs(inode.number(), block));
    }
    try {
      map.walk(inode, new Claims(inode, search));
    } catch (Damaged damaged) {
      if (notes.size() < MOST_NOTES) {
        notes.add("inode " + inode.number() + " is damaged: " + damaged.what());
      }
    }
  }

  /// `struct ext4_xattr_header` (fs/ext4/xattr.h): inodes with the same attributes share a block.
  private Structure xattrs(long inode, long block) {
    try {
      int count = volume.block(block).getInt(4);
      return Structure.ofInode(
          Kind.XATTR, inode, count > 1 ? "shared by " + count + " inodes" : "");
    } catch (Damaged damaged) {
      return Structure.ofInode(Kind.XATTR, inode, damaged.what());
    }
  }

  /// The claims of one inode.
  private final class Claims implements BlockMap.Visitor {
    private final Inode inode;
    private final Search search;

    Claims(Inode inode, Search search) {
      this.inode = inode;
      this.search = search;
    }

    @Override
    public void node(long block, int level) {
      search.claim(block, 1, _ -> Nodes.structure(inode, level));
    }

    @Override
    public void data(long index, long block, long count, boolean written) {
      search.claim(block, count, at -> structure(index + (at - block), written));
    }

    private Structure structure(long index, boolean written) {
      String detail = written ? purpose() : "allocated, not yet written";
      return Structure.ofInode(kind(), inode.number(), detail)
          .withFileOffset(index * volume.blockBytes());
    }

    private Kind kind() {
      if (inode.isDirectory()) {
        return Kind.DIRECTORY;
      }
      if (inode.isAttribute()) {
        return Kind.XATTR;
      }
      boolean orphans = inode.number() == superblock.special().orphanInode();
      return orphans ? Kind.ORPHAN_FILE : Kind.FILE_DATA;
    }

    private String purpose() {
      return switch (Math.clamp(inode.number(), 0, 11)) {
        case 1 -> "bad blocks";
        case 3 -> "quota of users";
        case 4 -> "quota of groups";
        case Inode.RESIZE -> "kept for resizing";
        default -> inode.isSymlink() ? "where a symbolic link leads" : "";
      };
    }
  }
}
