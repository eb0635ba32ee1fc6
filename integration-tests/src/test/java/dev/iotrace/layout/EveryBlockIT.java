package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// Every block of images of many kinds. Oracles: dumpe2fs; debugfs icheck, stat, ncheck, testb. No
/// root is needed.
class EveryBlockIT {
  private static final int MOST_SHOWN = 20;
  private static final long ROOT = 2;
  private static final long LAST_RESERVED = 10;

  @TempDir static Path shared = Path.of("");
  private static Path tree = Path.of("");

  @TempDir Path directory = Path.of("");

  @BeforeAll
  static void plant() throws IOException {
    tree = Tree.make(shared.resolve("tree"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t ext4 -b 4096 IMAGE 256M",
        "-t ext4 -b 1024 IMAGE 96M",
        "-t ext2 -b 1024 IMAGE 96M",
        "-t ext3 -b 4096 -O ^has_journal IMAGE 96M",
        "-t ext3 -b 1024 -J size=4 IMAGE 96M",
        "-t ext4 -b 1024 -O bigalloc -C 16384 IMAGE 192M",
        "-t ext4 -b 4096 -O bigalloc -C 65536 IMAGE 600M",
        "-t ext4 -b 1024 -O meta_bg,^resize_inode IMAGE 300M",
        "-t ext4 -b 1024 -O sparse_super2,^resize_inode,^64bit -g 2048 IMAGE 96M",
        "-t ext4 -b 2048 -O"
            + " ^flex_bg,^sparse_super,^resize_inode,mmp,quota,^uninit_bg,^metadata_csum IMAGE"
            + " 128M",
        "-t ext4 -b 4096 -N 60000 -O inline_data IMAGE 128M",
        "-t ext4 -b 4096 -O ea_inode,fast_commit IMAGE 128M",
        "-t ext4 -b 2048 -O orphan_file IMAGE 128M",
      })
  void everyBlockIsWhatE2fsprogsSays(String options) throws Exception {
    Path image = make(options);
    DebugFs debugFs = new DebugFs(image);
    DumpE2Fs dump = DumpE2Fs.of(image);
    List<Long> blocks = LongStream.range(dump.firstBlock(), dump.blocks()).boxed().toList();
    Expectation expected = Expectation.of(debugFs, dump, blocks);
    List<String> differences = new ArrayList<>();
    Set<String> kinds = new TreeSet<>();
    List<Structure> structures = explain(image, blocks);
    for (int i = 0; i < blocks.size(); i++) {
      String ours = words(structures.get(i));
      String theirs = expected.at(blocks.get(i));
      kinds.add(ours.split(" ")[0]);
      if (!ours.equals(theirs)) {
        differences.add("block " + blocks.get(i) + ": " + ours + ", not " + theirs);
      }
    }
    assertThat(differences.subList(0, Math.min(MOST_SHOWN, differences.size()))).isEmpty();
    assertThat(kinds)
        .contains("superblock", "directory", "extent_tree", "file_data", "xattr", "free");
    assertThat(kinds.contains("orphan_file")).isEqualTo(options.contains("orphan_file"));
    assertThat(structures.stream().anyMatch(each -> each.detail().contains("not yet written")))
        .isEqualTo(options.startsWith("-t ext4"));
    assertPaths(structures, debugFs);
  }

  private Path make(String options) throws IOException, InterruptedException {
    Path image = directory.resolve("image");
    List<String> command = new ArrayList<>(List.of("mke2fs", "-q", "-F", "-d", tree.toString()));
    for (String option : options.split(" ")) {
      command.add(option.equals("IMAGE") ? image.toString() : option);
    }
    RealKernel.run(command.toArray(String[]::new));
    // 64 bytes fit into no inode beside what is there already, but in a block of their own.
    new DebugFs(image)
        .write(
            "rm /doomed-1",
            "ea_set /large user.a " + "v".repeat(600),
            "ea_set /many user.b " + "w".repeat(700),
            "symlink /far " + "y".repeat(90),
            "fallocate /sparse 1 20");
    return image;
  }

  private static List<Structure> explain(Path image, List<Long> blocks) throws Exception {
    try (Image opened = Image.ofFile(image, 0)) {
      Layout layout = Layout.open(opened);
      List<Structure> structures = layout.at(blocks);
      assertThat(layout.notes()).isEmpty();
      return structures;
    }
  }

  /// What the oracles know, too; a journal's blocks are told apart in another test.
  private static String words(Structure structure) {
    String kind = structure.kind().name().toLowerCase(Locale.ROOT);
    if (structure.group() != null) {
      return kind + " " + structure.group();
    }
    String journal = kind.startsWith("journal") ? "journal" : kind;
    String unwritten = structure.detail().contains("not yet written") ? " unwritten" : "";
    String offset = structure.fileOffset() == null ? "" : " at " + structure.fileOffset();
    return structure.inode() == null
        ? journal
        : journal + " <" + structure.inode() + ">" + offset + unwritten;
  }

  private static void assertPaths(List<Structure> structures, DebugFs debugFs) throws Exception {
    Set<Long> inodes = new TreeSet<>();
    structures.stream()
        .filter(each -> each.inode() != null && each.inode() > LAST_RESERVED)
        .forEach(each -> inodes.add(each.inode()));
    Map<Long, Set<String>> paths = debugFs.ncheck(inodes);
    assertThat(paths).hasSizeGreaterThan(2_000);
    for (Structure each : structures) {
      if (each.inode() == null || each.inode() == ROOT) {
        assertThat(each.path()).isEqualTo(each.inode() == null ? null : "/");
        continue;
      }
      Set<String> known = paths.getOrDefault(each.inode(), Set.of());
      if (known.isEmpty()) {
        assertThat(each.path()).as("%s", each).isNull();
      } else {
        assertThat(known).as("%s", each).contains(each.path());
      }
    }
  }
}
