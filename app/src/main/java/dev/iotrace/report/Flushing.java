package dev.iotrace.report;

import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.TraceHeader.Layer;
import java.util.List;

/// When a disk is sent a flush: it follows from what the disk says of its cache, for the same file
/// system.
///
/// Without a cache the kernel drops the wish (`submit_bio_noacct` in block/blk-core.c); a FUA write
/// becomes one and a flush where the disk has no FUA (`blk_flush_policy` in block/blk-flush.c).
final class Flushing {
  private Flushing() {}

  /// A phrase for each disk.
  static List<String> of(TraceHeader.Device device) {
    if (device.layers().isEmpty()) {
      return List.of(phrase(device.name(), device.writeCache(), device.fua()));
    }
    return device.layers().stream()
        .filter(Layer::disk)
        .map(disk -> phrase(disk.name(), disk.writeCache(), disk.fua()))
        .toList();
  }

  private static String phrase(String disk, boolean writeCache, boolean fua) {
    if (!writeCache) {
      return disk + " none, as it has no write cache";
    }
    return fua
        ? disk + " before a commit record, which FUA writes through the cache"
        : disk + " before a commit record and after it, as it has no FUA";
  }
}
