package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Search;
import dev.iotrace.layout.Structure;

/// Which inode a block belongs to: of several that share it, the first.
final class Owners {
  private final Volume volume;
  private final Inodes inodes;
  private final GroupClaims groups;
  private final Notes notes;

  Owners(Volume volume, Inodes inodes, GroupClaims groups, Notes notes) {
    this.volume = volume;
    this.inodes = inodes;
    this.groups = groups;
    this.notes = notes;
  }

  /// Claims the blocks of all inodes.
  void claim(Search search) {
    BlockMap map = new BlockMap(volume);
    inodes.tour(
        inode -> {
          claim(inode, map, search);
          return !search.done();
        });
  }

  private void claim(Inode inode, BlockMap map, Search search) {
    try {
      map.walk(inode.data(), new Claims(inode, true, search));
      map.walk(inode.attributes(), new Claims(inode, false, search));
    } catch (Damaged damaged) {
      notes.damagedInode(inode.number(), damaged);
    }
  }

  /// The claims of one fork of an inode.
  private final class Claims implements BlockMap.Visitor {
    private final Inode inode;
    private final boolean isData;
    private final Search search;

    Claims(Inode inode, boolean isData, Search search) {
      this.inode = inode;
      this.isData = isData;
      this.search = search;
    }

    @Override
    public void node(long block, int level) {
      String detail = "level " + level + (isData ? "" : ", of its extended attributes");
      search.claim(block, 1, _ -> Structure.ofInode(Kind.EXTENT_TREE, inode.number(), detail));
    }

    @Override
    public void data(long index, long block, long count, boolean written) {
      if (!isData) {
        search.claim(block, count, this::attributes);
      } else if (!inode.realtime()) {
        search.claim(block, count, at -> content(index + (at - block), at, written));
      }
    }

    private Structure attributes(long block) {
      return Structure.ofInode(
          Kind.XATTR, inode.number(), DirectoryBlock.attributePurpose(volume, block));
    }

    private Structure content(long index, long block, boolean written) {
      Kind kind =
          inode.isDirectory() ? Kind.DIRECTORY : inode.isSymlink() ? Kind.SYMLINK : Kind.FILE_DATA;
      return Structure.ofInode(kind, inode.number(), detail(kind, index, block, written))
          .withFileOffset(index * volume.superblock().blockBytes());
    }

    private String detail(Kind kind, long index, long block, boolean written) {
      if (kind == Kind.DIRECTORY) {
        return DirectoryBlock.purpose(index * volume.superblock().blockBytes());
      }
      int references = groups.references(block);
      String special = volume.superblock().special().purpose(inode.number());
      String shared = references > 1 ? "shared, in use " + references + " times" : special;
      return written ? shared : "allocated, not yet written";
    }
  }
}
