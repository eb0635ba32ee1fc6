package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.MountPoint;
import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every block of XFS images of many kinds. Oracles: xfs_db blockget, blockuse, bmap; the kernel's
/// own answer which inode has which path.
class XfsBlocksIT {
  private static final int MOST_SHOWN = 20;

  @TempDir Path directory = Path.of("");

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-b size=4096",
        "-b size=1024",
        "-s size=4096",
        "-m rmapbt=1,reflink=1,finobt=1",
        "-b size=1024 -m rmapbt=1 -i size=512 -d agcount=5",
        "-b size=2048 -n size=16384 -m reflink=0,finobt=0",
        "-i nrext64=1 -m bigtime=1,inobtcount=1 -i sparse=1",
      })
  void everyBlockIsWhatXfsprogsSay(String options) throws Exception {
    boolean reflink = !options.contains("reflink=0");
    Path image = make(options);
    List<Structure> structures = assertEveryBlock(image, fill(image, reflink));
    Set<String> kinds = kinds(structures);
    assertThat(kinds)
        .contains(
            "superblock",
            "superblock_backup",
            "agfl_block",
            "bno_btree",
            "cnt_btree",
            "inode_btree",
            "inode_chunk",
            "directory",
            "symlink",
            "xattr",
            "extent_tree",
            "file_data",
            "log",
            "free");
    assertThat(kinds.contains("refcount_btree")).isEqualTo(reflink);
    assertThat(kinds.contains("rmap_btree")).isEqualTo(options.contains("rmapbt"));
    assertThat(structures.stream().anyMatch(each -> each.detail().contains("shared")))
        .isEqualTo(reflink);
    assertThat(structures).anyMatch(each -> each.detail().contains("not yet written"));
  }

  /// Stock kernels no longer mount it, so that mkfs.xfs has to fill it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-m crc=0",
        "-m crc=0 -b size=1024 -n ftype=1",
        "-m crc=0 -n size=8192 -s size=4096"
      })
  void everyBlockOfVersion4IsWhatXfsprogsSay(String options) throws Exception {
    Path image = make(options + " -p " + prototype());
    XfsDb db = new XfsDb(image);
    Map<Long, Set<String>> paths = db.paths();
    paths.put(db.root(), Set.of("/"));
    assertThat(kinds(assertEveryBlock(image, paths)))
        .contains(
            "superblock",
            "superblock_backup",
            "agfl_block",
            "bno_btree",
            "cnt_btree",
            "inode_btree",
            "inode_chunk",
            "directory",
            "symlink",
            "file_data",
            "log",
            "free");
  }

  /// A tree in the words of mkfs.xfs(8): a directory of many files and one below another.
  private Path prototype() throws IOException {
    Path content = Files.write(directory.resolve("content"), new byte[10_000]);
    List<String> lines = new ArrayList<>(List.of("none", "0 0", "d--755 0 0", "many d--755 0 0"));
    for (int i = 0; i < 1_000; i++) {
      lines.add("a-file-with-a-long-name-" + i + " ---644 0 0 " + content);
    }
    lines.add("$");
    for (int i = 0; i < 20; i++) {
      lines.add("level" + i + " d--755 0 0");
    }
    lines.add("far l--777 0 0 " + "y".repeat(700));
    lines.addAll(Collections.nCopies(21, "$"));
    return Files.write(directory.resolve("prototype"), lines);
  }

  private static List<Structure> assertEveryBlock(Path image, Map<Long, Set<String>> paths)
      throws Exception {
    XfsDb db = new XfsDb(image);
    XfsDb.Geometry geometry = db.geometry();
    XfsExpectation expected = XfsExpectation.of(db, geometry, paths.keySet());
    List<Long> blocks = LongStream.range(0, geometry.blocks()).boxed().toList();
    List<Structure> structures = explain(image, blocks);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      String ours = words(structures.get(i));
      String theirs = expected.at(blocks.get(i));
      if (!ours.equals(theirs)) {
        differences.add("block " + blocks.get(i) + ": " + ours + ", not " + theirs);
      }
    }
    assertThat(differences.subList(0, Math.min(MOST_SHOWN, differences.size()))).isEmpty();
    assertPaths(structures, paths);
    return structures;
  }

  private static Set<String> kinds(List<Structure> structures) {
    Set<String> kinds = new TreeSet<>();
    structures.forEach(each -> kinds.add(words(each).split(" ")[0]));
    return kinds;
  }

  private Path make(String options) throws IOException, InterruptedException {
    Path image = directory.resolve("image");
    RealKernel.run("truncate", "--size=400M", image.toString());
    List<String> command = new ArrayList<>(List.of("mkfs.xfs", "-q"));
    command.addAll(List.of(options.split(" ")));
    command.add(image.toString());
    RealKernel.run(command.toArray(String[]::new));
    return image;
  }

  private Map<Long, Set<String>> fill(Path image, boolean reflink)
      throws IOException, InterruptedException {
    try (MountPoint point = MountPoint.make(directory.resolve("mount"))) {
      RealKernel.run("mount", "-o", "loop", image.toString(), point.toString());
      try {
        XfsTree.make(point.path(), reflink);
        return XfsTree.inodes(point.path());
      } finally {
        RealKernel.run("umount", point.toString());
      }
    }
  }

  private static List<Structure> explain(Path image, List<Long> blocks) throws Exception {
    try (Image opened = Image.ofFile(image, 0)) {
      Layout layout = Layout.open(opened);
      assertThat(layout.blocks()).isEqualTo(blocks.size());
      List<Structure> structures = layout.at(blocks);
      assertThat(layout.notes()).isEmpty();
      return structures;
    }
  }

  /// What the oracles know, too; the log's blocks are told apart in another test.
  private static String words(Structure structure) {
    String kind = structure.kind().name().toLowerCase(Locale.ROOT);
    if (structure.group() != null) {
      return kind + " " + structure.group();
    }
    if (kind.startsWith("log_")) {
      return "log";
    }
    String unwritten = structure.detail().contains("not yet written") ? " unwritten" : "";
    String offset = structure.fileOffset() == null ? "" : " at " + structure.fileOffset();
    return structure.inode() == null
        ? kind
        : kind + " <" + structure.inode() + ">" + offset + unwritten;
  }

  private static void assertPaths(List<Structure> structures, Map<Long, Set<String>> paths) {
    Set<Long> used = new TreeSet<>();
    for (Structure each : structures) {
      if (each.inode() != null) {
        assertThat(paths.get(each.inode())).as("%s", each).contains(each.path());
      }
      for (InodeUse use : each.inodes()) {
        used.add(use.inode());
        Set<String> known = paths.get(use.inode());
        if (known == null) {
          assertThat(use.path()).as("%s", use).isNull();
        } else {
          assertThat(known).as("%s", use).contains(use.path());
        }
      }
    }
    assertThat(used).containsAll(paths.keySet()).hasSizeLessThanOrEqualTo(paths.size() + 2);
  }
}
