package dev.iotrace.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDirectoryTest {
  /// A tmpfs on every Linux.
  private static final Path IN_MEMORY = Path.of("/dev/shm");

  @TempDir Path temporary;

  @Test
  void directoryWithoutRoomIsToldWithWhatItHas() {
    ScratchSpec huge = ScratchSpec.parse("ext4,size=1048576t");
    ScratchRefused refused =
        catchThrowableOfType(
            ScratchRefused.class, () -> ImageDirectory.choose(huge, List.of(temporary)));
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.why()).matches(temporary + " has only \\d+ bytes free");
  }

  @Test
  void memoryIsTakenOnlyWhenAskedFor() {
    ScratchSpec unasked = ScratchSpec.parse("ext4,size=4k");
    ScratchRefused refused =
        catchThrowableOfType(
            ScratchRefused.class, () -> ImageDirectory.choose(unasked, List.of(IN_MEMORY)));
    assertThat(refused.why()).isEqualTo("/dev/shm is in memory");
    ScratchSpec asked = ScratchSpec.parse("ext4,size=4k,dir=/dev/shm");
    assertThat(ImageDirectory.choose(asked, List.of())).isEqualTo(IN_MEMORY);
  }

  @Test
  void missingDirectoryAndFileAreNoPlaces() throws IOException {
    Path file = Files.createFile(temporary.resolve("f"));
    Path missing = temporary.resolve("missing");
    ScratchSpec spec = ScratchSpec.parse("ext4,size=4k");
    ScratchRefused refused =
        catchThrowableOfType(
            ScratchRefused.class, () -> ImageDirectory.choose(spec, List.of(file, missing)));
    assertThat(refused.why())
        .isEqualTo(file + " is not a directory, " + missing + " is not a directory");
  }
}
