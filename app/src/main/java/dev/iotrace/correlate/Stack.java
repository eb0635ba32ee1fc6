package dev.iotrace.correlate;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.TraceHeader;
import java.util.LinkedHashMap;
import java.util.Map;

/// The devices between a file system and its disks, by number.
///
/// Bios carry the number of a whole device, never that of a partition (`bio_dev`,
/// include/linux/bio.h).
///
/// @param top the whole device that the file system lives on
/// @param wholes every device of the stack, with the whole device that its bios carry
/// @param disks those whose requests are counted
/// @param md whether software RAID is among them, which also writes for itself
/// @param copies on how many disks each written sector has to be
/// @param partition where on its disk the file system is, where it has but a partition
public record Stack(
    DeviceNumber top,
    Map<DeviceNumber, DeviceNumber> wholes,
    Map<DeviceNumber, Cache> disks,
    boolean md,
    int copies,
    Partition partition) {

  /// A part of a disk.
  ///
  /// @param end the first sector behind it; 0 where it is the whole disk, or not known
  record Partition(long start, long end) {
    private static final Partition WHOLE = new Partition(0, 0);

    private static Partition of(TraceHeader.FileSystem system) {
      return system.sectors() == 0
          ? WHOLE
          : new Partition(system.startSector(), system.startSector() + system.sectors());
    }

    /// Whether nothing outside is known.
    boolean isWhole() {
      return end == 0;
    }

    /// An empty flush has no sectors, and may be for any of them.
    boolean holds(SectorRange sectors) {
      return isWhole()
          || sectors.count() == 0
          || (sectors.start() >= start && sectors.end() <= end);
    }
  }

  /// A disk's volatile cache.
  ///
  /// @param write whether it has one, so that a flush means something
  /// @param fua whether it writes through it on demand, so that FUA costs no flush
  public record Cache(boolean write, boolean fua) {}

  /// One disk with nothing above it.
  public static Stack plain(DeviceNumber disk, Cache cache) {
    return plain(disk, disk, cache, Partition.WHOLE);
  }

  /// One disk with nothing, or only a partition, above it.
  private static Stack plain(
      DeviceNumber fileSystem, DeviceNumber disk, Cache cache, Partition partition) {
    return new Stack(disk, Map.of(fileSystem, disk), Map.of(disk, cache), false, 1, partition);
  }

  /// From a trace's header.
  static Stack of(TraceHeader.Target target) {
    TraceHeader.Device device = target.device();
    if (device.layers().isEmpty()) {
      return plain(
          target.fileSystem().number(),
          device.number(),
          new Cache(device.writeCache(), device.fua()),
          Partition.of(target.fileSystem()));
    }
    Map<DeviceNumber, DeviceNumber> wholes = new LinkedHashMap<>();
    Map<DeviceNumber, Cache> disks = new LinkedHashMap<>();
    boolean md = false;
    int copies = 1;
    for (TraceHeader.Layer each : device.layers()) {
      wholes.put(each.number(), each.whole());
      md |= each.md();
      copies = Math.max(copies, each.copies());
      if (each.disk()) {
        disks.put(each.number(), new Cache(each.writeCache(), each.fua()));
      }
    }
    DeviceNumber top = target.fileSystem().number();
    return new Stack(wholes.getOrDefault(top, top), wholes, disks, md, copies, Partition.WHOLE);
  }

  /// Whether the file system's bios go to a disk as they are.
  boolean isPlain() {
    return disks.containsKey(top);
  }

  /// The device whose number the bios of this one carry.
  DeviceNumber whole(DeviceNumber device) {
    return wholes.getOrDefault(device, device);
  }

  /// How many disks must be flushed before all that was written is safe.
  int caches() {
    return (int) disks.values().stream().filter(Cache::write).count();
  }
}
