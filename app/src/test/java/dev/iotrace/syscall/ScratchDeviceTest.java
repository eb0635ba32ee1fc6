package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDeviceTest {
  @TempDir Path directory;

  @BeforeEach
  void needsRoot() {
    assumeTrue(ProcessIds.geteuid() == 0, "mounts and loop devices need root; run: sudo ./check");
  }

  @Test
  void mountAppearsAndGoesAway() throws Exception {
    long before = Stat.of(directory).mountId();
    Mount.mount("iotrace-test", directory, "tmpfs", Mount.MS_NODEV | Mount.MS_NOSUID, "size=64k");
    try {
      assertThat(Stat.of(directory).mountId()).isNotEqualTo(before);
      assertThat(Vfs.statfs(directory).bytesAvailable()).isEqualTo(65_536);
    } finally {
      Mount.umount2(directory, Mount.UMOUNT_NOFOLLOW);
    }
    assertThat(Stat.of(directory).mountId()).isEqualTo(before);
  }

  @Test
  void mountInUseIsEbusyAndCanBeDetached() throws Exception {
    Mount.mount("iotrace-test", directory, "tmpfs", 0, "size=64k");
    try (FileDescriptor open = Fcntl.open(directory, OpenFlags.O_RDONLY)) {
      assertThatThrownBy(() -> Mount.umount2(directory, 0))
          .isInstanceOfSatisfying(
              ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBUSY));
      assertThat(Stat.of(open).isDirectory()).isTrue();
    } finally {
      Mount.umount2(directory, Mount.MNT_DETACH);
    }
  }

  @Test
  void mountWithoutATypeThatExistsFails() {
    assertThatThrownBy(() -> Mount.mount("none", directory, "no such type", 0, ""))
        .isInstanceOf(ErrnoException.class)
        .hasMessageStartingWith("mount " + directory + ": ENODEV");
  }

  @Test
  void loopDeviceHasTheFileItWasGiven() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/loop-control")), "this host has no loop devices");
    Path image = Files.write(directory.resolve("image"), new byte[1 << 20]);
    try (FileDescriptor control = Fcntl.open(Path.of("/dev/loop-control"), OpenFlags.O_RDWR);
        FileDescriptor backing = Fcntl.open(image, OpenFlags.O_RDWR)) {
      int number = Loop.getFree(control);
      Path path = Path.of("/dev/loop" + number);
      try (FileDescriptor device = Fcntl.open(path, OpenFlags.O_RDWR)) {
        Loop.configure(device, new LoopConfig(backing, 4096, 0, image.toString()));
        try {
          assertThat(Stat.of(device).isBlockDevice()).isTrue();
          assertThat(Stat.of(device).ownMajor()).isEqualTo(7);
          assertThat(Stat.of(device).ownMinor()).isEqualTo(number);
          assertThat(BlockDevice.bytes(device)).isEqualTo(1 << 20);
          assertThat(BlockDevice.logicalSectorBytes(device)).isEqualTo(4096);
          assertThat(BlockDevice.physicalSectorBytes(device)).isEqualTo(4096);
          BlockDevice.flushBuffers(device);
          Path sysfs = Path.of("/sys/block/loop" + number + "/loop/backing_file");
          assertThat(Files.readString(sysfs).strip()).isEqualTo(image.toRealPath().toString());
        } finally {
          Loop.clear(device);
        }
      }
    }
  }
}
