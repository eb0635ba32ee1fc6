package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// xfs_db(8) of xfsprogs, which reads images by code that is not ours.
record XfsDb(Path image) {
  private static final Pattern USE =
      Pattern.compile("block \\d+ \\((\\d+)/(\\d+)\\) type (\\w+)(?: inode (\\d+).*)?");
  private static final Pattern INODE = Pattern.compile("current inode number is (\\d+)");
  private static final Pattern EXTENT =
      Pattern.compile(
          "(data|attr) offset (\\d+) startblock \\d+ \\((\\d+)/(\\d+)\\) count (\\d+) flag ([01])");
  private static final Pattern ENTRY = Pattern.compile(" *(\\d+) (.*?)(?:/\\.)?");
  private static final Pattern FIELD = Pattern.compile("(\\w+) = (\\d+)");

  /// What the superblock says of sizes.
  record Geometry(int blockBytes, long groups, long groupBlocks, long blocks, int groupBits) {
    private long linear(String group, String within) {
      return Long.parseLong(group) * groupBlocks + Long.parseLong(within);
    }

    private long groupLength(long group) {
      return Math.min(groupBlocks, blocks - group * groupBlocks);
    }
  }

  /// @param inode 0 where it names none
  record Use(String type, long inode) {}

  /// An extent of a file, or of its attributes.
  record Extent(long inode, boolean data, long index, long block, long count, boolean written) {}

  Geometry geometry() throws IOException, InterruptedException {
    Map<String, Long> fields = new HashMap<>();
    String fieldNames = "p blocksize agcount agblocks dblocks agblklog";
    for (String line : ask(List.of("sb 0", fieldNames))) {
      Matcher field = FIELD.matcher(line);
      if (field.matches()) {
        fields.put(field.group(1), Long.parseLong(field.group(2)));
      }
    }
    return new Geometry(
        Math.toIntExact(fields.getOrDefault("blocksize", 0L)),
        fields.getOrDefault("agcount", 0L),
        fields.getOrDefault("agblocks", 0L),
        fields.getOrDefault("dblocks", 0L),
        Math.toIntExact(fields.getOrDefault("agblklog", 0L)));
  }

  /// What each block is used for.
  Map<Long, Use> uses(Geometry geometry) throws IOException, InterruptedException {
    List<String> commands = new ArrayList<>(List.of("blockget -n"));
    for (long group = 0; group < geometry.groups(); group++) {
      commands.add("fsblock " + (group << geometry.groupBits()));
      commands.add("blockuse -n -c " + geometry.groupLength(group));
    }
    Map<Long, Use> uses = new HashMap<>();
    for (String line : ask(commands)) {
      Matcher use = USE.matcher(line);
      assertThat(use.matches()).as(line).isTrue();
      long inode = use.group(4) == null ? 0 : Long.parseLong(use.group(4));
      uses.put(geometry.linear(use.group(1), use.group(2)), new Use(use.group(3), inode));
    }
    return uses;
  }

  /// All extents of these inodes.
  List<Extent> extents(Geometry geometry, Collection<Long> inodes)
      throws IOException, InterruptedException {
    List<String> commands = new ArrayList<>();
    inodes.forEach(
        inode -> commands.addAll(List.of("inode " + inode, "inode", "bmap -d", "bmap -a")));
    List<Extent> extents = new ArrayList<>();
    long inode = 0;
    for (String line : ask(commands)) {
      Matcher heading = INODE.matcher(line);
      Matcher extent = EXTENT.matcher(line);
      if (heading.matches()) {
        inode = Long.parseLong(heading.group(1));
      } else {
        assertThat(extent.matches()).as(line).isTrue();
        extents.add(
            new Extent(
                inode,
                extent.group(1).equals("data"),
                Long.parseLong(extent.group(2)),
                geometry.linear(extent.group(3), extent.group(4)),
                Long.parseLong(extent.group(5)),
                extent.group(6).equals("0")));
      }
    }
    return extents;
  }

  /// All paths of each inode but the root.
  Map<Long, Set<String>> paths() throws IOException, InterruptedException {
    Map<Long, Set<String>> paths = new HashMap<>();
    for (String line : ask(List.of("blockget -n", "ncheck"))) {
      Matcher entry = ENTRY.matcher(line);
      assertThat(entry.matches()).as(line).isTrue();
      paths
          .computeIfAbsent(Long.valueOf(entry.group(1)), _ -> new TreeSet<>())
          .add("/" + entry.group(2));
    }
    return paths;
  }

  /// The inode of the root directory.
  long root() throws IOException, InterruptedException {
    Matcher field = FIELD.matcher(ask(List.of("sb 0", "p rootino")).getFirst());
    assertThat(field.matches()).isTrue();
    return Long.parseLong(field.group(2));
  }

  private List<String> ask(List<String> commands) throws IOException, InterruptedException {
    Path script = Files.createTempFile("xfs_db", ".txt");
    try {
      Files.write(script, commands);
      Process process =
          new ProcessBuilder("xfs_db", "-r", image.toString())
              .redirectInput(script.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      return output.lines().toList();
    } finally {
      Files.delete(script);
    }
  }
}
