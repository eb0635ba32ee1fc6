package dev.iotrace.matrix;

import dev.iotrace.bench.BenchRefused;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.filesystem.DeviceFacts;
import dev.iotrace.filesystem.DeviceStack;
import dev.iotrace.filesystem.DeviceUse;
import dev.iotrace.filesystem.Disk;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.MountTable;
import dev.iotrace.syscall.Statx;
import java.nio.file.Path;
import java.util.List;

/// A block device whose data the user gives up.
///
/// @param stack the device, and what it stands on
/// @param facts what a person may know it by
public record DoomedDevice(DeviceStack stack, DeviceFacts facts) {
  /// Looks whether it may be written to.
  ///
  /// @param path as the user named it
  /// @param stat of that path
  /// @throws BenchRefused when it is in use or read-only
  public static DoomedDevice of(HostTree host, Path path, Statx stat) {
    DeviceNumber number = new DeviceNumber(stat.ownMajor(), stat.ownMinor());
    DeviceStack stack =
        DeviceStack.of(host, number)
            .orElseThrow(() -> refused(path, "sysfs does not know it", "name another device"));
    List<String> users = DeviceUse.of(host, stack.top());
    if (!users.isEmpty()) {
      throw refused(path, String.join(", ", users), "end that, or name another device");
    }
    DeviceFacts facts = DeviceFacts.of(host, stack.top(), MountTable.read(host));
    if (facts.readOnly()) {
      throw refused(
          path,
          "the device is read-only",
          "blockdev --setrw " + stack.top().node() + ", or name another device");
    }
    return new DoomedDevice(stack, facts);
  }

  /// Those of its devices whose requests are counted.
  public List<Disk> disks() {
    return stack.disks().stream().map(disk -> Disk.of(HostTree.LIVE, disk)).toList();
  }

  /// Their counters now, added up.
  public DeviceCounters counters() {
    return stack.disks().stream()
        .map(disk -> DeviceCounters.read(HostTree.LIVE, disk.name()))
        .reduce(DeviceCounters::plus)
        .orElseThrow();
  }

  private static BenchRefused refused(Path path, String why, String mend) {
    return BenchRefused.usage("--existing " + path, why, mend);
  }
}
