package dev.iotrace.filesystem;

import java.util.List;

/// The devices that one btrfs spreads over, by `/sys/fs/btrfs/UUID/devices`.
final class BtrfsMembers {
  private BtrfsMembers() {}

  /// All members of the file system that this device is one of; none when there is no such.
  static List<String> of(HostTree host, String device) {
    return host.names("sys/fs/btrfs").stream()
        .map(uuid -> host.names("sys/fs/btrfs/" + uuid + "/devices"))
        .filter(members -> members.contains(device))
        .findFirst()
        .orElse(List.of());
  }
}
