package dev.iotrace.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopAttachmentTest {
  @TempDir Path temporary;

  @Test
  void hostWithoutLoopDevicesIsToldWithTheMend() throws IOException {
    Path image = Files.createFile(temporary.resolve("image"));
    Registry registry = Registry.open(temporary.resolve("run"), new SystemRemover());
    try (Run run = registry.begin()) {
      ScratchRefused refused =
          catchThrowableOfType(
              ScratchRefused.class,
              () -> LoopAttachment.attach(run, image, temporary.resolve("loop-control")));
      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(refused.why()).contains("ENOENT");
      assertThat(refused.mend()).contains("modprobe loop");
    }
  }
}
