package dev.iotrace.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A source that is larger than what is free.
class FullDiskIT {
  private static final int BYTES = 300 << 20;

  @TempDir Path temporary;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  static Stream<Arguments> fileSystems() {
    return Stream.of(
        Arguments.of("ext4", "500M"), Arguments.of("xfs", "500M"), Arguments.of("btrfs", "500M"));
  }

  /// Where the file system shares blocks it is not full for these.
  private static boolean shares(String type, Strategy strategy) {
    return strategy == Strategy.REFLINK
        || (!type.equals("ext4")
            && (strategy == Strategy.COPY_FILE_RANGE || strategy == Strategy.AUTO));
  }

  @ParameterizedTest
  @MethodSource("fileSystems")
  void everyStrategyEndsWithEnospcAndTheFirstBytes(String type, String size) throws Exception {
    try (LoopDisk disk = LoopDisk.make(temporary.toRealPath(), type, size)) {
      Path source = fill(disk.mountPoint().resolve("source"));
      Path target = disk.mountPoint().resolve("target");
      for (Strategy strategy : Strategy.values()) {
        if (shares(type, strategy)) {
          continue;
        }
        CopyResult result = Copier.run(CopySpec.of(source, target, strategy), (bytes, of) -> true);
        assertEndedFull(strategy.word(), result);
        RealKernel.run("cmp", "--bytes=" + result.bytes(), source.toString(), target.toString());
        Files.delete(target);
        RealKernel.run("sync", "--file-system", disk.mountPoint().toString());
      }
    }
  }

  private static void assertEndedFull(String strategy, CopyResult result) throws IOException {
    assertThat(result.complete()).as(strategy).isFalse();
    CopyRefused stopped = result.stopped().orElseThrow();
    assertThat(stopped.exitCode()).isEqualTo(5);
    assertThat(stopped.why()).as(strategy).contains("ENOSPC");
    assertThat(stopped.mend()).contains("holds the first");
    assertThat(result.bytes())
        .as(strategy)
        .isPositive()
        .isLessThan(BYTES)
        .isEqualTo(Files.size(result.destination()));
  }

  private static Path fill(Path source) throws IOException {
    byte[] content = new byte[BYTES];
    new Random(7).nextBytes(content);
    return Files.write(source, content);
  }

  @ParameterizedTest
  @CsvSource({"ext4, FALLOCATE", "xfs, FALLOCATE", "btrfs, FALLOCATE", "ext4, POSIX_FALLOCATE"})
  void roomThatIsNotThereIsFoundBeforeTheFirstByte(String type, Preallocation how)
      throws Exception {
    try (LoopDisk disk = LoopDisk.make(temporary.toRealPath(), type, "500M")) {
      Path source = fill(disk.mountPoint().resolve("source"));
      Path target = disk.mountPoint().resolve("target");
      CopySpec spec = CopySpec.of(source, target, Strategy.READ_WRITE_256).with(how);
      CopyResult result = Copier.run(spec, (bytes, of) -> true);
      assertThat(result.stopped().orElseThrow()).hasMessageContaining("ENOSPC");
      assertThat(target).isEmptyFile();
    }
  }
}
