package dev.iotrace.scratch;

import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Unistd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Brings a fresh file system to rest, so that what its making still owes the disk is not taken for
/// what the experiment costs.
final class Quiet {
  private static final long POLL_MILLIS = 10;
  private static final int UNCHANGED_POLLS = 5;
  private static final int POLLS_MAX = 1_000;

  private Quiet() {}

  /// Has done now what would be done some time.
  ///
  /// @param disk the device's name in sysfs
  static void settle(Path mountPoint, String disk) throws IOException {
    readBlockBitmaps(disk);
    try (FileDescriptor root = Fcntl.open(mountPoint, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
      Unistd.syncfs(root);
    }
  }

  /// Waits until the disk is at rest.
  static void await(String disk) throws IOException {
    DeviceCounters last = DeviceCounters.read(HostTree.LIVE, disk);
    int unchanged = 0;
    for (int poll = 0; poll < POLLS_MAX && unchanged < UNCHANGED_POLLS; poll++) {
      sleep();
      DeviceCounters now = DeviceCounters.read(HostTree.LIVE, disk);
      unchanged = now.equals(last) && now.inFlight() == 0 ? unchanged + 1 : 0;
      last = now;
    }
    if (unchanged < UNCHANGED_POLLS) {
      throw new IOException(disk + " does not come to rest");
    }
  }

  /// Up to five seconds after the mount, `ext4lazyinit` reads all block bitmaps
  /// (`ext4_register_li_request`, fs/ext4/super.c). Showing the groups reads them now
  /// (`ext4_mb_seq_groups_show`, fs/ext4/mballoc.c), so that nothing is left for that thread.
  private static void readBlockBitmaps(String disk) throws IOException {
    Path groups = Path.of("/proc/fs/ext4", disk, "mb_groups");
    if (Files.exists(groups)) {
      Files.readAllBytes(groups);
    }
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
