package dev.iotrace.layout.xfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Search;
import dev.iotrace.layout.Structure;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the allocation groups say of their blocks.
final class GroupClaims {
  /// Upper bit of a block number in the refcount btree (`XFS_REFC_COWFLAG`).
  private static final int STAGING = 1 << 31;

  private final Volume volume;
  private final Notes notes;

  /// Inodes in use in those blocks of inode chunks that were asked for.
  private final Map<Long, Set<Long>> inodesIn = new HashMap<>();

  private final Map<Long, Integer> references = new HashMap<>();

  GroupClaims(Volume volume, Notes notes) {
    this.volume = volume;
    this.notes = notes;
  }

  /// Claims what the groups themselves are made of, and their inodes.
  void claim(Search search) {
    for (long number : groupsOf(search)) {
      try {
        Group group = Group.read(volume, number);
        for (long block : group.freeList()) {
          search.claim(
              number * volume.superblock().groupBlocks() + block,
              1,
              _ -> Structure.ofGroup(Kind.AGFL_BLOCK, number, ""));
        }
        for (Group.Root root : group.roots()) {
          root.btree().walk(volume, number, root, new Claims(number, root.btree(), search));
        }
      } catch (Damaged damaged) {
        notes.damagedGroup(number, damaged);
      }
    }
  }

  /// Claims what the groups say is free.
  void claimFree(Search search) {
    for (long number : groupsOf(search)) {
      try {
        for (Group.Root root : Group.read(volume, number).roots()) {
          if (root.btree() == GroupBtree.BNO) {
            root.btree().walk(volume, number, root, new FreeClaims(number, search));
          }
        }
      } catch (Damaged damaged) {
        notes.damagedGroup(number, damaged);
      }
    }
  }

  private Set<Long> groupsOf(Search search) {
    Set<Long> groups = new TreeSet<>();
    for (long block : search.missing()) {
      groups.add(block / volume.superblock().groupBlocks());
    }
    return groups;
  }

  /// The inodes in use in a block of an inode chunk that was claimed.
  Set<Long> inodesIn(long block) {
    return inodesIn.getOrDefault(block, Set.of());
  }

  /// How many extents of files use a block that was asked for.
  int references(long block) {
    return references.getOrDefault(block, 1);
  }

  private long linear(long group, int within) {
    return group * volume.superblock().groupBlocks() + Integer.toUnsignedLong(within);
  }

  /// The claims of a btree.
  private final class Claims implements GroupBtree.Visitor {
    private final long group;
    private final GroupBtree btree;
    private final Search search;

    Claims(long group, GroupBtree btree, Search search) {
      this.group = group;
      this.btree = btree;
      this.search = search;
    }

    @Override
    public void node(long block, int level, int entries) {
      long at = group * volume.superblock().groupBlocks() + block;
      String words = entries == 1 ? "1 entry" : entries + " entries";
      search.claim(
          at, 1, _ -> Structure.ofGroup(btree.kind(), group, "level " + level + ", " + words));
    }

    @Override
    public void record(ByteBuffer block, int at) {
      switch (btree) {
        case INODE -> inodes(block, at);
        case REFCOUNT -> references(block, at);
        case BNO, CNT, FREE_INODE, RMAP -> {
          // Free blocks come later; the others say nothing more.
        }
      }
    }

    private void inodes(ByteBuffer block, int at) {
      Superblock superblock = volume.superblock();
      InodeRecord chunk = InodeRecord.parse(block, at, superblock.features().sparseInodes());
      for (int i = 0; i < InodeRecord.INODES; i++) {
        long within = chunk.first() + i;
        if (!chunk.there(i)) {
          continue;
        }
        long place = group * superblock.groupBlocks() + (within >> superblock.inodeBits());
        long number = superblock.inode(group, within);
        boolean used = chunk.inUse(i);
        search.claim(place, 1, _ -> chunk(number));
        if (used) {
          search.each(
              place, 1, _ -> inodesIn.computeIfAbsent(place, _ -> new TreeSet<>()).add(number));
        }
      }
    }

    private Structure chunk(long first) {
      int perBlock = volume.superblock().inodesPerBlock();
      String words =
          perBlock == 1 ? "inode " + first : "inodes " + first + " to " + (first + perBlock - 1);
      return Structure.ofGroup(Kind.INODE_CHUNK, group, words);
    }

    /// A `struct xfs_refcount_rec`.
    private void references(ByteBuffer block, int at) {
      int start = block.getInt(at);
      long first = linear(group, start & ~STAGING);
      long count = Integer.toUnsignedLong(block.getInt(at + 4));
      if ((start & STAGING) != 0) {
        search.claim(first, count, _ -> Structure.ofGroup(Kind.COW_STAGING, group, ""));
      } else {
        int extents = block.getInt(at + 8);
        search.each(first, count, shared -> references.put(shared, extents));
      }
    }
  }

  /// The claims of the btree of free extents.
  private final class FreeClaims implements GroupBtree.Visitor {
    private final long group;
    private final Search search;

    FreeClaims(long group, Search search) {
      this.group = group;
      this.search = search;
    }

    @Override
    public void node(long block, int level, int entries) {
      // Claimed already.
    }

    @Override
    public void record(ByteBuffer block, int at) {
      long count = Integer.toUnsignedLong(block.getInt(at + 4));
      search.claim(linear(group, block.getInt(at)), count, _ -> Structure.of(Kind.FREE, ""));
    }
  }
}
