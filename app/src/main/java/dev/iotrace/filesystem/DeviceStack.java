package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.filesystem.BlockDevice.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A file system's device and everything below it, down to the disks whose requests are counted.
///
/// @param top the device that the file system lives on, or the one of several that its mount names
/// @param others the further devices that a btrfs spreads over
public record DeviceStack(BlockDevice top, List<BlockDevice> others) {
  /// Deeper than any real stack; sysfs has no cycles, a broken test tree may.
  private static final int MAX_DEPTH = 16;

  /// Takes a copy of the list.
  public DeviceStack {
    others = List.copyOf(others);
  }

  /// The same, spread over more devices.
  DeviceStack with(List<BlockDevice> more) {
    return new DeviceStack(top, more);
  }

  /// Reads the stack from sysfs; empty when sysfs does not know the device.
  public static Optional<DeviceStack> of(HostTree host, DeviceNumber number) {
    Path link = host.path("sys/dev/block/" + number);
    try {
      Path directory = link.toRealPath();
      return Optional.of(new DeviceStack(read(directory, 0), List.of()));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /// From the file system's device down, each device once.
  public List<BlockDevice> devices() {
    Map<DeviceNumber, BlockDevice> found = new LinkedHashMap<>();
    Stream.concat(Stream.of(top), others.stream())
        .flatMap(DeviceStack::walk)
        .forEach(it -> found.putIfAbsent(it.number(), it));
    return List.copyOf(found.values());
  }

  /// The devices at the bottom: those that get requests.
  public List<BlockDevice> disks() {
    return devices().stream().filter(it -> it.below().isEmpty()).toList();
  }

  /// The device mapper and md devices below which others lie, also the file system's own.
  List<BlockDevice> layers() {
    return devices().stream()
        .filter(it -> !it.below().isEmpty() && it.kind() != Kind.PARTITION)
        .toList();
  }

  /// Whether bios go straight to one disk: the file system lives on it or on a partition of it.
  boolean isPlain() {
    return layers().isEmpty() && others.isEmpty();
  }

  private static Stream<BlockDevice> walk(BlockDevice device) {
    return Stream.concat(Stream.of(device), device.below().stream().flatMap(DeviceStack::walk));
  }

  private static BlockDevice read(Path directory, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("block devices stand on each other in a circle: " + directory);
    }
    HostTree device = new HostTree(directory);
    String name = directory.getFileName().toString();
    List<BlockDevice> below = new ArrayList<>();
    Kind kind = kind(device);
    if (kind == Kind.PARTITION) {
      below.add(read(directory.resolve("..").toRealPath(), depth + 1));
    }
    for (String slave : device.names("slaves")) {
      below.add(read(directory.resolve("slaves", slave).toRealPath(), depth + 1));
    }
    return new BlockDevice(
        name,
        DeviceNumber.parse(
            device.text("dev").orElseThrow(() -> new IOException("no dev: " + name))),
        kind,
        device.number("start").orElse(0L),
        device.number("size").orElse(0L),
        detail(device, kind),
        kind == Kind.MD ? copies(device) : 1,
        List.copyOf(below));
  }

  private static Kind kind(HostTree device) {
    if (device.exists("partition")) {
      return Kind.PARTITION;
    } else if (device.exists("dm")) {
      boolean crypt = device.text("dm/uuid").orElse("").startsWith("CRYPT-");
      return crypt ? Kind.CRYPT : Kind.DEVICE_MAPPER;
    } else if (device.exists("md")) {
      return Kind.MD;
    }
    return device.exists("loop/backing_file") ? Kind.LOOP : Kind.DISK;
  }

  /// Of RAID 1: its disks but those that failed (Documentation/admin-guide/md.rst). A RAID 10 is
  /// taken for one copy: its layout does not tell how many are left.
  private static int copies(HostTree device) {
    long disks = device.number("md/raid_disks").orElse(1L);
    long failed = device.number("md/degraded").orElse(0L);
    boolean mirror = device.text("md/level").orElse("").equals("raid1");
    return mirror ? (int) Math.max(1, disks - failed) : 1;
  }

  private static String detail(HostTree device, Kind kind) {
    Optional<String> text =
        switch (kind) {
          case LOOP -> device.text("loop/backing_file");
          case DEVICE_MAPPER, CRYPT -> device.text("dm/name");
          case MD -> device.text("md/level");
          case DISK, PARTITION -> Optional.empty();
        };
    return text.orElse("");
  }
}
