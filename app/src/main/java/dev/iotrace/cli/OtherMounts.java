package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.ElsewhereMounted;
import dev.iotrace.event.ElsewhereWritten;
import dev.iotrace.event.IoEvent;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.Mount;
import dev.iotrace.filesystem.MountTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The file systems that were written to beside the traced one: where they are mounted. Events come
/// on one thread; the question follows when the last has come.
final class OtherMounts implements Consumer<IoEvent> {
  private final Set<DeviceNumber> traced;
  private final Set<DeviceNumber> devices = new TreeSet<>();

  /// @param traced those that have a report of their own
  OtherMounts(Set<DeviceNumber> traced) {
    this.traced = Set.copyOf(traced);
  }

  @Override
  public synchronized void accept(IoEvent event) {
    if (event instanceof ElsewhereWritten written && !traced.contains(written.device())) {
      devices.add(written.device());
    }
  }

  /// Those that hold files of people, not of the kernel.
  synchronized List<IoEvent> at(long timeNs) {
    if (devices.isEmpty()) {
      return List.of();
    }
    MountTable table = MountTable.read(HostTree.LIVE);
    List<IoEvent> events = new ArrayList<>();
    for (DeviceNumber device : devices) {
      table.mounts().stream()
          .filter(mount -> mount.device().equals(device) && !mount.showsTheKernel())
          .findFirst()
          .map(mount -> mounted(timeNs, mount))
          .ifPresent(events::add);
    }
    return events;
  }

  private static ElsewhereMounted mounted(long timeNs, Mount mount) {
    return new ElsewhereMounted(timeNs, mount.device(), mount.point().toString(), mount.type());
  }
}
