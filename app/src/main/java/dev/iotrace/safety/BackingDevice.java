package dev.iotrace.safety;

import dev.iotrace.filesystem.BlockDevice;
import dev.iotrace.filesystem.Target;
import java.io.IOException;
import java.nio.file.Path;

/// What the kernel calls the backing device of a file system: where its dirty pages are counted,
/// and in the names of the threads that write them.
final class BackingDevice {
  private BackingDevice() {}

  /// `7:1`, the whole disk's number (`bdi_register` by `device_add_disk`, block/genhd.c), or for a
  /// btrfs, which has one of its own, `btrfs-2` (`super_setup_bdi_name`, fs/super.c); empty where
  /// the kernel does not tell it.
  ///
  /// @param root `/` except in tests
  static String of(Path root, Target target) {
    if (target.mount().type().equals("btrfs")) {
      Path link = root.resolve("sys/fs/btrfs").resolve(target.uuid()).resolve("bdi");
      try {
        return link.toRealPath().getFileName().toString();
      } catch (IOException untold) {
        return "";
      }
    }
    return target.stack().top().whole().number().toString();
  }

  /// How kernel threads call what is written to.
  static Whose.Names names(Path root, Target target) {
    return Whose.Names.of(
        of(root, target), target.stack().devices().stream().map(BlockDevice::name).toList());
  }
}
