package dev.iotrace.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `btrfs inspect-internal dump-tree` prints, by code that is not ours: each tree as a whole,
/// also what it shares with others.
final class BtrfsDump {
  static final long LOG = -6;

  private static final Pattern SECTION =
      Pattern.compile("[a-z ]+ tree key \\((\\S+) ROOT_ITEM (\\d+)\\) *");
  private static final Pattern BLOCK =
      Pattern.compile(
          "(leaf|node) (\\d+) (?:level (\\d+) )?items .* generation (\\d+) owner (\\S+)");
  private static final Pattern ITEM =
      Pattern.compile("\\titem \\d+ key \\((\\S+) (\\S+) (\\S+)\\) itemoff .*");
  private static final Pattern CHUNK =
      Pattern.compile("\\t\\tlength (\\d+) owner \\d+ stripe_len 65536 type (\\S+)");
  private static final Pattern STRIPE =
      Pattern.compile("\\t\\t\\tstripe \\d+ devid (\\d+) offset (\\d+)");
  private static final Pattern DISK =
      Pattern.compile("\\t\\t(?:extent|prealloc) data disk byte (\\d+) nr (\\d+)");
  private static final Pattern PART =
      Pattern.compile("\\t\\t(?:extent|prealloc) data offset (\\d+) nr (\\d+)(?: ram (\\d+))?");
  private static final Pattern PACKED = Pattern.compile("\\t\\textent compression (\\d) .*");

  private static final Map<String, Long> TREES =
      Map.of(
          "ROOT_TREE", 1L,
          "EXTENT_TREE", 2L,
          "CHUNK_TREE", 3L,
          "DEV_TREE", 4L,
          "FS_TREE", 5L,
          "CSUM_TREE", 7L,
          "UUID_TREE", 9L,
          "FREE_SPACE_TREE", 10L,
          "TREE_LOG", LOG,
          "DATA_RELOC_TREE", -9L);

  /// A chunk.
  ///
  /// @param type as in `METADATA|DUP`
  /// @param stripes device and offset of each
  record Chunk(long start, long length, String type, List<long[]> stripes) {}

  /// A tree block.
  ///
  /// @param trees that lead to it
  /// @param log of which subvolume it is the log; -6 for the tree of those; 0 for none
  record Block(
      int level,
      long generation,
      long owner,
      long log,
      Set<Long> trees,
      Set<Long> inodes,
      Set<Long> inline) {}

  /// An item of a file.
  record Part(
      long tree,
      boolean logged,
      long inode,
      long fileOffset,
      boolean written,
      int packed,
      long disk,
      long diskBytes,
      long skipped,
      long bytes,
      long unpacked) {}

  final TreeMap<Long, Chunk> chunks = new TreeMap<>();
  final Map<Long, Block> blocks = new HashMap<>();

  /// Start to length, of data.
  final TreeMap<Long, Long> extents = new TreeMap<>();

  /// By the extent's address.
  final Map<Long, List<Part>> parts = new HashMap<>();

  private long tree;
  private long log;
  private Block block = new Block(0, 0, 0, 0, Set.of(), Set.of(), Set.of());
  private String[] key = {"", "", ""};
  private boolean isLeafOfFiles;
  private boolean written;
  private long[] disk = {0, 0};
  private long[] part = {0, 0, 0};

  BtrfsDump(String text) {
    text.lines().forEach(this::line);
  }

  private void line(String line) {
    Matcher section = SECTION.matcher(line);
    Matcher head = BLOCK.matcher(line);
    Matcher item = ITEM.matcher(line);
    if (section.matches()) {
      begin(tree(section.group(1)), Long.parseLong(section.group(2)));
    } else if (line.equals("root tree") || line.equals("chunk tree")) {
      begin(line.equals("root tree") ? 1 : 3, 0);
    } else if (line.equals("log root tree")) {
      begin(LOG, LOG);
    } else if (head.matches()) {
      block(head);
    } else if (item.matches()) {
      item(item);
    } else if (line.startsWith("\t\t")) {
      detail(line);
    }
  }

  private void begin(long number, long offset) {
    tree = number;
    log = number == LOG ? offset : 0;
  }

  private void block(Matcher head) {
    int level = head.group(3) == null ? 0 : Integer.parseInt(head.group(3));
    isLeafOfFiles = level == 0 && (tree == 1 || tree == 5 || tree == -9 || tree > 255);
    block =
        blocks.computeIfAbsent(
            Long.parseLong(head.group(2)),
            _ ->
                new Block(
                    level,
                    Long.parseLong(head.group(4)),
                    tree(head.group(5)),
                    log,
                    new TreeSet<>(Long::compareUnsigned),
                    new LinkedHashSet<>(),
                    new LinkedHashSet<>()));
    block.trees().add(tree);
  }

  private void item(Matcher item) {
    key = new String[] {item.group(1), item.group(2), item.group(3)};
    boolean file =
        Set.of(
                "INODE_ITEM",
                "INODE_REF",
                "INODE_EXTREF",
                "XATTR_ITEM",
                "DIR_ITEM",
                "DIR_INDEX",
                "EXTENT_DATA")
            .contains(key[1]);
    if (isLeafOfFiles && file && key[0].matches("\\d+") && Long.parseLong(key[0]) > 255) {
      block.inodes().add(Long.parseLong(key[0]));
    }
    if (key[1].equals("EXTENT_ITEM")) {
      extents.put(Long.parseLong(key[0]), Long.parseLong(key[2]));
    }
  }

  private void detail(String line) {
    if (line.contains(" flags TREE_BLOCK") && key[1].equals("EXTENT_ITEM")) {
      extents.remove(Long.parseLong(key[0]));
    } else if (key[1].equals("CHUNK_ITEM")) {
      chunk(line);
    } else if (key[1].equals("EXTENT_DATA")) {
      file(line);
    }
  }

  private void chunk(String line) {
    Matcher chunk = CHUNK.matcher(line);
    Matcher stripe = STRIPE.matcher(line);
    long start = Long.parseLong(key[2]);
    if (chunk.matches()) {
      long length = Long.parseLong(chunk.group(1));
      chunks.put(start, new Chunk(start, length, chunk.group(2), new ArrayList<>()));
    } else if (stripe.matches()) {
      Objects.requireNonNull(chunks.get(start))
          .stripes()
          .add(new long[] {Long.parseLong(stripe.group(1)), Long.parseLong(stripe.group(2))});
    }
  }

  private void file(String line) {
    Matcher first = DISK.matcher(line);
    Matcher second = PART.matcher(line);
    Matcher third = PACKED.matcher(line);
    if (line.contains(" type 0 (inline)")) {
      block.inline().add(Long.parseLong(key[0]));
    } else if (line.contains(" type 1 (regular)") || line.contains(" type 2 (prealloc)")) {
      written = line.contains(" type 1 ");
    } else if (first.matches()) {
      disk = new long[] {Long.parseLong(first.group(1)), Long.parseLong(first.group(2))};
    } else if (second.matches()) {
      long ram = second.group(3) == null ? 0 : Long.parseLong(second.group(3));
      part = new long[] {Long.parseLong(second.group(1)), Long.parseLong(second.group(2)), ram};
      if (!written) {
        add(0); // No line about compression follows.
      }
    } else if (third.matches()) {
      add(Integer.parseInt(third.group(1)));
    }
  }

  private void add(int packed) {
    if (disk[0] == 0) {
      return;
    }
    Part whole =
        new Part(
            log == 0 ? tree : log,
            log != 0,
            Long.parseLong(key[0]),
            Long.parseLong(key[2]),
            written,
            packed,
            disk[0],
            disk[1],
            part[0],
            part[1],
            part[2]);
    parts.computeIfAbsent(disk[0], _ -> new ArrayList<>()).add(whole);
  }

  private static long tree(String name) {
    return TREES.containsKey(name) ? TREES.get(name) : Long.parseLong(name);
  }
}
