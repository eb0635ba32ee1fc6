package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.event.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--existing` refuses without a device; with one, see `SyncMatrixIT`.
class MatrixPlaceTest {
  @TempDir Path temporary = Path.of("");
  private final MatrixTargetOptions options = new MatrixTargetOptions();

  @Test
  void missingFileIsRefused() {
    assertRefused(temporary.resolve("none"), "there is no such file or device");
  }

  @Test
  void directoryIsRefused() {
    assertRefused(temporary, "neither a regular file nor a block device");
  }

  @Test
  void characterDeviceIsRefused() {
    options.destroyData = true;
    assertRefused(Path.of("/dev/null"), "neither a regular file nor a block device");
  }

  @Test
  void destroyingTheDataOfRegularFileIsRefused() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "mine");
    options.destroyData = true;
    assertRefused(file, "--destroy-data is for block devices");
    assertThat(file).hasContent("mine");
  }

  private void assertRefused(Path path, String why) {
    DestroyConsent consent = new DestroyConsent(new PrintWriter(new StringWriter()), true);
    assertThatThrownBy(() -> MatrixPlace.existing(options, path, consent).close())
        .hasMessageContaining("--existing " + path)
        .hasMessageContaining(why)
        .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
        .extracting(Refusal::exitCode)
        .isEqualTo(ExitCode.USAGE.number());
  }
}
