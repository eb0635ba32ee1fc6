package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who uses a block device, in words, as far as the kernel names them. It names not all: whoever
/// writes to a device opens it with `O_EXCL` besides, which fails while it is claimed
/// (`bd_may_claim`, block/bdev.c).
public final class DeviceUse {
  private DeviceUse() {}

  /// Its mounts, its swap, devices that stand on it and loop devices over it, and the same of its
  /// partitions; none when nobody is known.
  public static List<String> of(HostTree host, BlockDevice device) {
    List<String> users = new ArrayList<>();
    for (String name : withPartitions(host, device)) {
      add(host, name, users);
    }
    return users;
  }

  private static List<String> withPartitions(HostTree host, BlockDevice device) {
    String directory = "sys/class/block/" + device.name();
    List<String> names = new ArrayList<>(List.of(device.name()));
    host.names(directory).stream()
        .filter(name -> host.exists(directory + "/" + name + "/partition"))
        .forEach(names::add);
    return names;
  }

  private static void add(HostTree host, String name, List<String> users) {
    String node = "/dev/" + name.replace('!', '/');
    number(host, name).stream()
        .flatMap(number -> mounts(host, number))
        .forEach(mount -> users.add(node + " is mounted at " + mount.point()));
    host.text("proc/swaps").stream()
        .flatMap(String::lines)
        .filter(line -> line.split("\\s", 2)[0].equals(node))
        .forEach(line -> users.add(node + " is swap"));
    for (String holder : host.names("sys/class/block/" + name + "/holders")) {
      users.add(holder + " stands on " + node);
    }
    for (String loop : host.names("sys/block")) {
      if (host.text("sys/block/" + loop + "/loop/backing_file").equals(Optional.of(node))) {
        users.add(loop + " stands on " + node);
      }
    }
  }

  private static Optional<DeviceNumber> number(HostTree host, String name) {
    return host.text("sys/class/block/" + name + "/dev").map(DeviceNumber::parse);
  }

  /// btrfs hides its devices' numbers, but not the one that its mount names.
  private static Stream<Mount> mounts(HostTree host, DeviceNumber number) {
    String node =
        DeviceStack.of(host, number).map(stack -> stack.top().node()).orElse(number.toString());
    return MountTable.read(host).mounts().stream()
        .filter(mount -> mount.device().equals(number) || mount.source().equals(node));
  }
}
