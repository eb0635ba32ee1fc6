package dev.iotrace.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.syscall.Mount;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountOptionsTest {
  private static final long ALWAYS = Mount.MS_NOSUID | Mount.MS_NODEV;

  @Test
  void withoutOptionsNeitherProgramsNorDevicesWork() {
    assertThat(MountOptions.of(List.of())).isEqualTo(new MountOptions(ALWAYS, ""));
  }

  @Test
  void optionsOfTheVfsBecomeFlagsAndTheRestText() {
    assertThat(MountOptions.of(List.of("noatime", "data=journal", "rw", "commit=1")))
        .isEqualTo(new MountOptions(ALWAYS | Mount.MS_NOATIME, "data=journal,commit=1"));
  }
}
