package dev.iotrace.filesystem;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What one btrfs is made of, by `/sys/fs/btrfs/UUID` (fs/btrfs/sysfs.c).
final class BtrfsMembers {
  private static final String FOLDER = "sys/fs/btrfs/";

  private BtrfsMembers() {}

  /// All members of the file system that this device is one of; none when there is no such.
  static List<String> of(HostTree host, String device) {
    return idOf(host, device).map(id -> members(host, id)).orElse(List.of());
  }

  /// The id of the file system that this device is a member of: what its tracepoints carry.
  static Optional<String> idOf(HostTree host, String device) {
    return host.names(FOLDER.substring(0, FOLDER.length() - 1)).stream()
        .filter(id -> members(host, id).contains(device))
        .findFirst();
  }

  private static List<String> members(HostTree host, String id) {
    return host.names(FOLDER + id + "/devices");
  }

  /// The profiles in use that spread one extent over several places of the disks, so that an
  /// address of the file system does not lie at one offset from its sector.
  static List<String> stripedProfiles(HostTree host, String id) {
    return Stream.of("data", "metadata", "system")
        .flatMap(kind -> host.names(FOLDER + id + "/allocation/" + kind).stream())
        .filter(List.of("raid0", "raid10", "raid5", "raid6")::contains)
        .distinct()
        .toList();
  }
}
