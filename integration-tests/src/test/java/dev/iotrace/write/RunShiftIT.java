package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A program that cuts a part out of a file, or makes room in it, and writes to it before and
/// after: its blocks stay where they are and hold other bytes of the file.
class RunShiftIT extends RootFixture {
  private static final int PAGES = 64;

  @ParameterizedTest
  @CsvSource({
    "EXT4, --collapse-range",
    "EXT4, --insert-range",
    "XFS, --collapse-range",
    "XFS, --insert-range"
  })
  void whatIsWrittenAfterwardsIsKnownToBeHome(LoopKind kind, String how) throws Exception {
    try (Following command = new Following(directory, kind.make(directory))) {
      Path file = command.target().mountPoint().resolve("file");
      Files.write(file, new byte[PAGES * 4096]);
      command.target().sync();
      String script =
          "dd if=/dev/zero of=$0 bs=4k count=11 conv=notrunc status=none && "
              + "fallocate "
              + how
              + " -o 8192 -l 16384 $0 && "
              + "dd if=/dev/zero of=$0 bs=4k count=17 conv=notrunc status=none";
      WriteReport report = command.settled("sh", "-c", script, file.toString());
      assertThat(report.number("/logical/bytes")).isEqualTo((11 + 17) * 4096L);
    }
  }
}
