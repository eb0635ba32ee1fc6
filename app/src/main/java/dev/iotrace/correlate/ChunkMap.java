package dev.iotrace.correlate;

import dev.iotrace.event.ChunkMapped;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.SectorRange;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Where btrfs's own addresses stand on its disks, as far as its chunk tree was read.
final class ChunkMap {
  private final Map<DeviceNumber, TreeMap<Long, ChunkMapped>> chunks = new HashMap<>();

  void add(ChunkMapped chunk) {
    chunks.computeIfAbsent(chunk.device(), _ -> new TreeMap<>()).put(chunk.deviceByte(), chunk);
  }

  /// The file system's own address of a run of sectors; empty for one outside every chunk known.
  OptionalLong logicalByte(DeviceNumber device, SectorRange sectors) {
    TreeMap<Long, ChunkMapped> on = chunks.get(device);
    if (on == null) {
      return OptionalLong.empty();
    }
    long first = sectors.start() * SectorRange.SECTOR_BYTES;
    Map.Entry<Long, ChunkMapped> at = on.floorEntry(first);
    if (at == null || first + sectors.bytes() > at.getKey() + at.getValue().bytes()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(at.getValue().logicalByte() + first - at.getKey());
  }
}
