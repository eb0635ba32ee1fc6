package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.DeviceNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceUseTest {
  private static final String ROOT = "30 1 8:16 / / rw shared:1 - ext4 /dev/sdb rw";

  @TempDir Path temporary = Path.of("");
  private FakeHost host;

  @BeforeEach
  void makeHost() throws IOException {
    host =
        new FakeHost(temporary)
            .disk("sda", "8:0")
            .partition("sda", "sda3", "8:3", 4096)
            .mounts(ROOT)
            .file("proc/swaps", "Filename Type Size Used Priority");
  }

  @Test
  void idleDeviceHasNoUser() {
    assertThat(users("8:0")).isEmpty();
    assertThat(users("8:3")).isEmpty();
  }

  @Test
  void mountOfPartitionKeepsItsDisk() throws IOException {
    host.mounts(ROOT, "36 1 8:3 / /da\\040ta rw,relatime shared:1 - ext4 /dev/sda3 rw");
    assertThat(users("8:3")).containsExactly("/dev/sda3 is mounted at /da ta");
    assertThat(users("8:0")).containsExactly("/dev/sda3 is mounted at /da ta");
  }

  @Test
  void mountOfBtrfsIsKnownByItsSource() throws IOException {
    host.mounts(ROOT, "36 1 0:41 / /data rw,relatime shared:1 - btrfs /dev/sda3 rw");
    assertThat(users("8:0")).containsExactly("/dev/sda3 is mounted at /data");
  }

  @Test
  void swapHoldersAndLoopsAreUsers() throws IOException {
    host.file("proc/swaps", "Filename Type Size\n/dev/sda3 partition 1024 0 -2")
        .file("sys/devices/sda/holders/dm-0/dev", "253:0")
        .disk("loop7", "7:7")
        .file("sys/devices/loop7/loop/backing_file", "/dev/sda3");
    assertThat(users("8:0"))
        .containsExactly(
            "dm-0 stands on /dev/sda", "/dev/sda3 is swap", "loop7 stands on /dev/sda3");
  }

  private List<String> users(String number) {
    return DeviceUse.of(
        host.tree(), DeviceStack.of(host.tree(), DeviceNumber.parse(number)).orElseThrow().top());
  }
}
