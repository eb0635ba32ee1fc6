package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What btrfs-progs says of each block of a device, in our words; without paths, and without what
/// free blocks once were.
final class BtrfsExpectation {
  static final int BLOCK = 4096;
  private static final int MOST_SHOWN = 20;
  private static final String ONCE_OR_NOT_YET =
      "^(was tree block of .*generation \\d+|tree block of .* which is not committed), ";
  private static final long MIB = 1 << 20;
  private static final long LAST_FREE_INODE = -257;

  private static final Map<Long, String> NAMES =
      Map.of(
          1L, "root tree",
          2L, "extent tree",
          3L, "chunk tree",
          4L, "device tree",
          5L, "fs tree",
          7L, "checksum tree",
          9L, "uuid tree",
          10L, "free space tree",
          -9L, "data relocation tree");

  private static final Comparator<BtrfsDump.Part> FIRST =
      Comparator.comparing(BtrfsDump.Part::tree, Long::compareUnsigned)
          .thenComparingLong(BtrfsDump.Part::inode)
          .thenComparingLong(BtrfsDump.Part::fileOffset);

  private final BtrfsDump dump;
  private final int nodeBytes;
  private final int blocks;
  private final Map<Long, Structure> structures = new HashMap<>();

  /// What dump-super prints.
  ///
  /// @param number of the device
  record Device(long number, long bytes, int nodeBytes, long generation) {}

  BtrfsExpectation(BtrfsDump dump, Device device) {
    this.dump = dump;
    nodeBytes = device.nodeBytes();
    blocks = Math.toIntExact(device.bytes() / BLOCK);
    for (BtrfsDump.Chunk chunk : dump.chunks.values()) {
      for (int copy = 0; copy < chunk.stripes().size(); copy++) {
        if (chunk.stripes().get(copy)[0] == device.number()) {
          chunk(chunk, copy);
        }
      }
    }
    for (long at = 0; at < MIB; at += BLOCK) {
      structures.put(
          at,
          at < 65536
              ? Structure.of(Kind.BOOT, "")
              : Structure.of(Kind.RESERVED, "no chunk is made in the first MiB"));
    }
    structures.put(65536L, Structure.ofTransaction(Kind.SUPERBLOCK, device.generation(), ""));
    if (device.bytes() > 64 * MIB) {
      structures.put(
          64 * MIB, Structure.ofTransaction(Kind.SUPERBLOCK_BACKUP, device.generation(), ""));
    }
  }

  /// What is said otherwise; at most some.
  ///
  /// @param ours for all blocks of the device
  List<String> differences(List<Structure> ours) {
    assertThat(ours).hasSize(blocks);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < blocks && differences.size() < MOST_SHOWN; i++) {
      Structure mine = plain(ours.get(i));
      Structure theirs = at((long) i * BLOCK);
      if (!mine.equals(theirs)) {
        differences.add("block " + i + ": " + mine + ", not " + theirs);
      }
    }
    return differences;
  }

  /// Without what is not known here.
  private static Structure plain(Structure structure) {
    String detail = structure.detail().replaceFirst(ONCE_OR_NOT_YET, "");
    return new Structure(
        structure.kind(),
        detail,
        structure.inode(),
        null,
        structure.fileOffset(),
        structure.group(),
        structure.kind() == Kind.FREE ? null : structure.transaction(),
        structure.homeBlock(),
        structure.subvolume(),
        structure.logical(),
        structure.inodes().stream().map(use -> new InodeUse(use.inode(), null)).toList());
  }

  private Structure at(long physical) {
    return structures.getOrDefault(physical, Structure.of(Kind.FREE, "in no chunk"));
  }

  private void chunk(BtrfsDump.Chunk chunk, int copy) {
    String[] type = chunk.type().toLowerCase(Locale.ROOT).split("\\|", -1);
    String profile = type[type.length - 1];
    String kinds =
        List.of(type).subList(0, type.length - 1).stream().collect(Collectors.joining(" and "));
    String copies =
        chunk.stripes().size() > 1 ? ", copy " + (copy + 1) + " of " + chunk.stripes().size() : "";
    for (long within = 0; within < chunk.length(); within += BLOCK) {
      Structure structure = content(chunk, chunk.start() + within);
      String before = structure.detail().isEmpty() ? "" : structure.detail() + ", ";
      structures.put(
          chunk.stripes().get(copy)[1] + within,
          structure
              .withDetail(before + kinds + " " + profile + copies)
              .withGroup(chunk.start())
              .withLogical(chunk.start() + within));
    }
  }

  private Structure content(BtrfsDump.Chunk chunk, long logical) {
    long node = logical - (logical - chunk.start()) % nodeBytes;
    BtrfsDump.Block block = dump.blocks.get(node);
    if (block != null) {
      return treeBlock(block, (logical - node) / BLOCK);
    }
    Map.Entry<Long, Long> extent = dump.extents.floorEntry(logical);
    if (extent != null && logical - extent.getKey() < extent.getValue()) {
      return data(extent.getKey(), logical);
    }
    Optional<BtrfsDump.Part> logged =
        dump.parts.values().stream()
            .flatMap(List::stream)
            .filter(part -> part.logged() && covers(part, logical))
            .findFirst();
    if (logged.isPresent()) {
      return file(logged.get(), logical, List.of("fsynced, not committed"));
    }
    boolean reserved =
        chunk.stripes().stream()
            .map(stripe -> stripe[1] + logical - chunk.start() - 64 * MIB)
            .anyMatch(distance -> distance >= 0 && distance < 65536);
    return reserved
        ? Structure.of(Kind.RESERVED, "kept for a superblock")
        : Structure.of(Kind.FREE, "");
  }

  private Structure treeBlock(BtrfsDump.Block block, long part) {
    String parts = nodeBytes == BLOCK ? "" : ", part " + (part + 1) + " of " + nodeBytes / BLOCK;
    if (block.log() != 0) {
      String what =
          block.log() == BtrfsDump.LOG ? "tree of log trees" : "log of " + name(block.log());
      return subvolume(
          Structure.ofTransaction(
              Kind.LOG_TREE, block.generation(), what + ", level " + block.level() + parts),
          block.log());
    }
    long tree = block.trees().iterator().next();
    String words = name(tree) + ", level " + block.level();
    words += tree == block.owner() ? "" : ", made for " + name(block.owner());
    words += block.trees().size() > 1 ? ", shared" : "";
    if (!block.inline().isEmpty()) {
      List<String> all = block.inline().stream().map(String::valueOf).toList();
      words += ", inline data of " + (all.size() == 1 ? "inode " : "inodes ");
      words += String.join(", ", all.subList(0, Math.min(8, all.size())));
      words += all.size() > 8 ? " and " + (all.size() - 8) + " more" : "";
    }
    Kind kind = tree == 3 ? Kind.CHUNK_TREE : Kind.TREE_BLOCK;
    return subvolume(
        Structure.ofTransaction(kind, block.generation(), words + parts)
            .withInodes(block.inodes().stream().map(inode -> new InodeUse(inode, null)).toList()),
        tree);
  }

  private Structure data(long extent, long logical) {
    List<BtrfsDump.Part> all =
        dump.parts.getOrDefault(extent, List.of()).stream()
            .filter(part -> !part.logged())
            .sorted(FIRST)
            .toList();
    List<BtrfsDump.Part> here = all.stream().filter(part -> covers(part, logical)).toList();
    if (here.isEmpty()) {
      return all.isEmpty()
          ? Structure.of(Kind.UNCLAIMED, "allocated, but no file was found that has it")
          : subvolume(
              Structure.ofInode(
                  Kind.UNCLAIMED,
                  all.getFirst().inode(),
                  "in an extent of it, but overwritten or cut off"),
              all.getFirst().tree());
    }
    return file(here.getFirst(), logical, here.size() > 1 ? List.of("shared") : List.of());
  }

  private static Structure file(BtrfsDump.Part part, long logical, List<String> more) {
    List<String> words = new ArrayList<>();
    if (!part.written()) {
      words.add("allocated, not yet written");
    } else if (part.packed() != 0) {
      String packer = List.of("zlib", "lzo", "zstd").get(part.packed() - 1);
      words.add(
          "compressed by " + packer + ", " + part.unpacked() + " bytes in " + part.diskBytes());
    }
    words.addAll(more);
    long offset =
        part.packed() != 0
            ? part.fileOffset()
            : part.fileOffset() + logical - part.disk() - part.skipped();
    Kind kind = part.tree() == 1 ? Kind.FREE_SPACE_CACHE : Kind.FILE_DATA;
    return subvolume(
        Structure.ofInode(kind, part.inode(), String.join(", ", words)).withFileOffset(offset),
        part.tree());
  }

  private static boolean covers(BtrfsDump.Part part, long logical) {
    long distance = logical - part.disk();
    return part.packed() != 0
        ? distance >= 0 && distance < part.diskBytes()
        : distance >= part.skipped() && distance < part.skipped() + part.bytes();
  }

  private static Structure subvolume(Structure structure, long tree) {
    boolean is = tree == 5 || (tree > 255 && Long.compareUnsigned(tree, LAST_FREE_INODE) <= 0);
    return is ? structure.withSubvolume(tree) : structure;
  }

  private static String name(long tree) {
    return NAMES.getOrDefault(tree, "subvolume " + tree);
  }
}
