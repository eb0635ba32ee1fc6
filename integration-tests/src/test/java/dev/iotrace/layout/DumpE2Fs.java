package dev.iotrace.layout;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What dumpe2fs(8) tells of an image.
///
/// @param groups what stands at the blocks that describe groups: `block_bitmap 3`
record DumpE2Fs(
    int blockBytes,
    long blocks,
    int firstBlock,
    Map<Long, String> groups,
    Optional<Long> orphanInode) {
  private static final Pattern GROUP = Pattern.compile("Group (\\d+): \\(Blocks .*");
  private static final Pattern PLACE =
      Pattern.compile(
          "(Primary superblock|Backup superblock|Group descriptors?|Reserved GDT blocks"
              + "|Block bitmap|Inode bitmap|Inode table) at (\\d+)(?:-(\\d+))?");

  private static final Map<String, String> KINDS =
      Map.of(
          "Primary superblock", "superblock",
          "Backup superblock", "superblock_backup",
          "Group descriptors", "group_descriptors",
          "Group descriptor", "group_descriptors",
          "Reserved GDT blocks", "reserved_gdt",
          "Block bitmap", "block_bitmap",
          "Inode bitmap", "inode_bitmap",
          "Inode table", "inode_table");

  static DumpE2Fs of(Path image) throws IOException, InterruptedException {
    String dump = RealKernel.run("dumpe2fs", image.toString());
    Map<Long, String> groups = new HashMap<>();
    String group = "";
    for (String line : dump.lines().toList()) {
      Matcher heading = GROUP.matcher(line);
      if (heading.matches()) {
        group = heading.group(1);
      }
      Matcher place = PLACE.matcher(line);
      while (!group.isEmpty() && place.find()) {
        long first = Long.parseLong(place.group(2));
        long last = place.group(3) == null ? first : Long.parseLong(place.group(3));
        for (long block = first; block <= last; block++) {
          groups.put(block, KINDS.get(place.group(1)) + " " + group);
        }
      }
    }
    optional(dump, "MMP block number").ifPresent(block -> groups.put(block, "mmp"));
    return new DumpE2Fs(
        Math.toIntExact(field(dump, "Block size")),
        field(dump, "Block count"),
        Math.toIntExact(field(dump, "First block")),
        groups,
        optional(dump, "Orphan file inode"));
  }

  private static long field(String dump, String name) {
    return optional(dump, name).orElseThrow(() -> new AssertionError("dumpe2fs tells no " + name));
  }

  private static Optional<Long> optional(String dump, String name) {
    return Pattern.compile("(?m)^" + name + ": +(\\d+)$")
        .matcher(dump)
        .results()
        .map(field -> Long.parseLong(field.group(1)))
        .findFirst();
  }
}
