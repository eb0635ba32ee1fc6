package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every block of devices of btrfs of many kinds. Oracles: dump-tree and dump-super of btrfs-progs,
/// and the mounted trees for paths.
class BtrfsBlocksIT {
  private static final int SPOTS = 40;

  @TempDir Path directory = Path.of("");
  private final Map<String, Set<String>> paths = new HashMap<>();

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  /// Only a block group of 100 MiB has a free space cache: `cache_save_setup`,
  /// fs/btrfs/block-group.c. Commits are often, so that a deleted subvolume is cleaned up at once.
  @ParameterizedTest
  @CsvSource({
    "1, 320M, '', commit=1",
    "1, 320M, -m single -n 4096, commit=1",
    "1, 320M, -n 65536, commit=1",
    "1, 320M, -M, 'commit=1,compress=zstd'",
    "1, 320M, -O ^skinny-metadata -O ^no-holes --csum xxhash, 'commit=1,compress=lzo'",
    "1, 1500M, -R ^free-space-tree, 'commit=1,space_cache=v1'",
    "2, 320M, -d raid1 -m raid1, commit=1",
  })
  void everyBlockIsWhatBtrfsProgsSay(int count, String size, String mkfs, String mount)
      throws Exception {
    try (BtrfsDevices devices = new BtrfsDevices(directory, count, size, mkfs)) {
      devices.mount(mount);
      BtrfsTree.plant(devices.point());
      findPaths(devices.point());
      devices.unmount();
      BtrfsDump dump = devices.dump();
      for (String device : devices.names()) {
        BtrfsDevices.Told told = BtrfsDevices.explain(Path.of(device));
        BtrfsExpectation expected = BtrfsDevices.expectation(dump, device);
        assertThat(expected.differences(told.structures())).isEmpty();
        assertThat(told.notes()).allMatch(note -> note.startsWith("it is device "));
        assertKinds(told.structures(), mkfs);
        told.structures().forEach(this::assertPaths);
      }
      devices.mount(mount);
      assertResolved(BtrfsDevices.explain(Path.of(devices.names().getFirst())), devices.point());
    }
  }

  private void findPaths(Path point) throws IOException, InterruptedException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(point)) {
      all = walk.toList();
    }
    Map<Object, String> subvolumes = new HashMap<>();
    for (Path path : all) {
      Object device = Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS);
      Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
      if (inode.equals(256L)) {
        subvolumes.put(
            device, RealKernel.run("btrfs", "inspect-internal", "rootid", path.toString()));
      }
      String key = subvolumes.get(device) + " " + inode;
      paths
          .computeIfAbsent(key, _ -> new TreeSet<>())
          .add(path.equals(point) ? "/" : "/" + point.relativize(path));
    }
  }

  private static void assertKinds(List<Structure> structures, String mkfs) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    structures.forEach(structure -> kinds.add(structure.kind()));
    assertThat(kinds)
        .contains(
            Kind.BOOT,
            Kind.RESERVED,
            Kind.SUPERBLOCK,
            Kind.SUPERBLOCK_BACKUP,
            Kind.CHUNK_TREE,
            Kind.TREE_BLOCK,
            Kind.FILE_DATA,
            Kind.FREE,
            Kind.UNCLAIMED);
    assertThat(kinds.contains(Kind.FREE_SPACE_CACHE)).isEqualTo(mkfs.contains("^free-space-tree"));
    List<String> details = structures.stream().map(Structure::detail).toList();
    for (String word :
        List.of(
            "was tree block of",
            "shared",
            "compressed by",
            "not yet written",
            "inline data of inodes",
            "made for")) {
      assertThat(details).anyMatch(detail -> detail.contains(word));
    }
  }

  private void assertPaths(Structure structure) {
    if (structure.inode() != null) {
      assertPath(structure.subvolume(), structure.inode(), structure.path());
    }
    for (InodeUse use : structure.inodes()) {
      assertPath(structure.subvolume(), use.inode(), use.path());
    }
  }

  private void assertPath(@Nullable Long subvolume, long inode, @Nullable String path) {
    Set<String> known = paths.getOrDefault(subvolume + " " + inode, Set.of());
    if (known.isEmpty()) {
      assertThat(path).as("%s %s", subvolume, inode).isNull();
    } else {
      assertThat(known).contains(path);
    }
  }

  /// The kernel's own answer for some addresses of data. It does not tell one that is compressed.
  private static void assertResolved(BtrfsDevices.Told told, Path point) throws Exception {
    List<Structure> data =
        told.structures().stream()
            .filter(each -> each.kind() == Kind.FILE_DATA && !each.detail().contains("compressed"))
            .toList();
    for (int i = 0; i < SPOTS; i++) {
      Structure each = data.get(i * (data.size() / SPOTS));
      String logical = String.valueOf(each.logical());
      String[] resolve = {
        "btrfs",
        "inspect-internal",
        "logical-resolve",
        "-P",
        "-s",
        "65536",
        logical,
        point.toString()
      };
      assertThat(RealKernel.run(resolve).lines())
          .contains(
              "inode %d offset %d root %d"
                  .formatted(each.inode(), each.fileOffset(), each.subvolume()));
    }
  }

  @Test
  void logTreesAndWhatTheyTellOfAreTold() throws Exception {
    Path copy = directory.resolve("copy");
    try (BtrfsDevices devices = new BtrfsDevices(directory, 1, "320M", "")) {
      devices.mount("commit=300");
      Files.write(devices.point().resolve("old"), new byte[100_000]);
      RealKernel.run("btrfs", "filesystem", "sync", devices.point().toString());
      // The first data after a commit got a block group of their own, so that fsync had to commit.
      fsynced(devices.point().resolve("first"), 300_000);
      fsynced(devices.point().resolve("new"), 300_000);
      fsynced(devices.point().resolve("small"), 7);
      fsynced(devices.point().resolve("old"), 500_000);
      RealKernel.run("cp", devices.image(0).toString(), copy.toString());
    }
    BtrfsDump dump =
        new BtrfsDump(RealKernel.run("btrfs", "inspect-internal", "dump-tree", copy.toString()));
    BtrfsDevices.Told told = BtrfsDevices.explain(copy);
    assertThat(BtrfsDevices.expectation(dump, copy.toString()).differences(told.structures()))
        .isEmpty();
    assertThat(told.notes()).singleElement().asString().contains("its log trees hold what");
    assertThat(told.structures())
        .anyMatch(each -> each.kind() == Kind.LOG_TREE && each.detail().startsWith("log of fs"))
        .anyMatch(each -> each.kind() == Kind.LOG_TREE && each.detail().startsWith("tree of log"))
        .anyMatch(each -> "/new".equals(each.path()) && each.detail().contains("fsynced"))
        .anyMatch(each -> "/old".equals(each.path()) && each.detail().contains("fsynced"));
  }

  private static void fsynced(Path file, int bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.write(new byte[bytes]);
      open.getFD().sync();
    }
  }
}
