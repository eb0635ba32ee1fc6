package dev.iotrace.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every strategy on ext4, XFS and btrfs, source and target on the same.
@Order(2)
class EveryFileSystemIT {
  private static final int BLOCK = 4096;
  private static final int LARGE = 100 << 20;
  private static final List<Integer> SIZES = List.of(0, 1, BLOCK - 1, BLOCK, BLOCK + 1, LARGE);
  private static final long SPARSE = 1L << 30;
  private static final int EXTENT = 3 * BLOCK;
  private static final List<Long> EXTENTS = List.of(16L * BLOCK, 400L << 20, SPARSE - EXTENT);
  private static final Pattern EXTENT_LINE =
      Pattern.compile("^ +[0-9]+: +([0-9]+)\\.\\. +([0-9]+):");

  @TempDir static Path temporary;
  private static final Map<String, LoopDisk> DISKS = new LinkedHashMap<>();

  @BeforeAll
  static void makeDisks() throws Exception {
    RealKernel.assumeRoot();
    for (String type : List.of("ext4", "xfs", "btrfs")) {
      LoopDisk disk = LoopDisk.make(temporary.toRealPath(), type, "3G");
      DISKS.put(type, disk);
      for (int size : SIZES) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Files.write(disk.mountPoint().resolve("source-" + size), content);
      }
      makeSparse(disk.mountPoint().resolve("sparse"));
      RealKernel.run("sync", "--file-system", disk.mountPoint().toString());
    }
  }

  private static void makeSparse(Path path) throws IOException {
    byte[] content = new byte[EXTENT];
    new Random(3).nextBytes(content);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(SPARSE);
      for (long offset : EXTENTS) {
        file.seek(offset);
        file.write(content);
      }
    }
  }

  @AfterAll
  static void removeDisks() {
    DISKS.values().forEach(LoopDisk::close);
  }

  @AfterEach
  void removeTarget() throws IOException {
    for (LoopDisk disk : DISKS.values()) {
      Files.deleteIfExists(disk.mountPoint().resolve("target"));
    }
  }

  static Stream<Arguments> strategiesOnFileSystems() {
    return Stream.of("ext4", "xfs", "btrfs")
        .flatMap(
            type ->
                Stream.of(Strategy.values())
                    .filter(it -> !type.equals("ext4") || it != Strategy.REFLINK)
                    .map(it -> Arguments.of(type, it)));
  }

  private static CopyResult copy(CopySpec spec) {
    return Copier.run(spec, (bytes, of) -> true);
  }

  private static Path on(String type) {
    return Objects.requireNonNull(DISKS.get(type)).mountPoint();
  }

  @ParameterizedTest
  @MethodSource("strategiesOnFileSystems")
  void copiesEveryByteOfFilesOfAllSizes(String type, Strategy strategy) throws Exception {
    Path directory = on(type);
    Path target = directory.resolve("target");
    for (int size : SIZES) {
      Path source = directory.resolve("source-" + size);
      CopyResult result = copy(CopySpec.of(source, target, strategy));
      assertThat(result.complete()).as("%s", result.stopped()).isTrue();
      RealKernel.run("cmp", source.toString(), target.toString());
      Files.delete(target);
    }
  }

  @ParameterizedTest
  @MethodSource("strategiesOnFileSystems")
  void sparseFileKeepsItsExtents(String type, Strategy strategy) throws Exception {
    Path directory = on(type);
    Path source = directory.resolve("sparse");
    Path target = directory.resolve("target");
    CopyResult result = copy(CopySpec.of(source, target, strategy).keepingHoles());
    assertThat(result.complete()).as("%s", result.stopped()).isTrue();
    RealKernel.run("cmp", source.toString(), target.toString());
    assertThat(Files.size(target)).isEqualTo(SPARSE);
    assertThat(extents(target)).isEqualTo(extents(source)).hasSize(EXTENTS.size());
    assertThat(kibibytes(target)).isEqualTo(kibibytes(source));
  }

  /// First and last block of each, as filefrag(8) has them from FIEMAP.
  private static List<String> extents(Path file) throws Exception {
    String answer = RealKernel.run("filefrag", "-s", "-v", file.toString());
    List<String> extents = new ArrayList<>();
    answer
        .lines()
        .map(EXTENT_LINE::matcher)
        .filter(it -> it.find())
        .forEach(it -> extents.add(it.group(1) + ".." + it.group(2)));
    return extents;
  }

  private static String kibibytes(Path file) throws Exception {
    return RealKernel.run("du", "--block-size=1K", file.toString()).split("\t", 2)[0];
  }

  @ParameterizedTest
  @MethodSource("strategiesOnFileSystems")
  void sparseFileIsEqualWithoutHoles(String type, Strategy strategy) throws Exception {
    Path directory = on(type);
    Path source = directory.resolve("sparse");
    Path target = directory.resolve("target");
    assertThat(copy(CopySpec.of(source, target, strategy)).complete()).isTrue();
    RealKernel.run("cmp", source.toString(), target.toString());
  }

  @ParameterizedTest
  @MethodSource("strategiesOnFileSystems")
  void sourceThatIsCutAndLengthenedAllTheTimeEndsNoProcess(String type, Strategy strategy)
      throws Exception {
    Path directory = on(type);
    Path source = directory.resolve("restless");
    Path target = directory.resolve("target");
    Files.copy(directory.resolve("source-" + LARGE), source);
    try (Restless _ = Restless.begin(source, LARGE)) {
      for (int i = 0; i < 5; i++) {
        CopyResult result = copy(CopySpec.of(source, target, strategy));
        assertThat(Files.size(target)).isEqualTo(result.bytes());
        assertThat(result.complete()).isEqualTo(result.bytes() == result.sourceBytes());
        Files.delete(target);
      }
    } finally {
      Files.delete(source);
    }
  }

  @ParameterizedTest
  @MethodSource("strategiesOnFileSystems")
  void reserveIsKept(String type, Strategy strategy) throws Exception {
    Path directory = on(type);
    Path target = directory.resolve("target");
    RealKernel.run("sync", "--file-system", directory.toString());
    long free = Files.getFileStore(directory).getUsableSpace();
    long reserve = free - (40 << 20);
    CopyResult result =
        copy(
            CopySpec.of(directory.resolve("source-" + LARGE), target, strategy).reserving(reserve));
    RealKernel.run("sync", "--file-system", directory.toString());
    assertThat(Files.getFileStore(directory).getUsableSpace()).isGreaterThanOrEqualTo(reserve);
    assertThat(Files.size(target)).isEqualTo(result.bytes());
    RealKernel.run(
        "cmp",
        "--bytes=" + result.bytes(),
        directory.resolve("source-" + LARGE).toString(),
        target.toString());
    if (!result.complete()) {
      assertThat(result.stopped().orElseThrow().exitCode()).isEqualTo(5);
      assertThat(result.bytes()).isPositive();
    }
  }

  @Test
  void fileSystemThatCannotShareBlocksSaysSoAndKeepsNoFile() {
    Path directory = on("ext4");
    Path target = directory.resolve("target");
    CopySpec spec = CopySpec.of(directory.resolve("source-1"), target, Strategy.REFLINK);
    assertThatThrownBy(() -> copy(spec))
        .isInstanceOf(CopyRefused.class)
        .hasMessageContaining("cannot share blocks");
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("strategiesOnFileSystems")
  void blocksAreSharedWhereTheFileSystemCanAndTheStrategyLetsIt(String type, Strategy strategy)
      throws Exception {
    Path directory = on(type);
    Path source = directory.resolve("source-" + LARGE);
    Path target = directory.resolve("target");
    copy(CopySpec.of(source, target, strategy));
    RealKernel.run("sync", "--file-system", directory.toString());
    String answer = RealKernel.run("filefrag", "-s", "-v", target.toString());
    boolean fileSystemShares =
        !type.equals("ext4")
            && List.of(Strategy.REFLINK, Strategy.COPY_FILE_RANGE, Strategy.AUTO)
                .contains(strategy);
    assertThat(answer.contains("shared")).isEqualTo(fileSystemShares);
  }
}
