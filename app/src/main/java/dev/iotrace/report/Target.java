package dev.iotrace.report;

import dev.iotrace.event.TraceHeader;
import java.util.List;

/// What was written to.
public record Target(String path, FileSystem fileSystem, Device device) {

  /// The file system of the target.
  ///
  /// @param journal `ordered`, `writeback`, `journal`, `none` for ext4; empty where it means
  ///   nothing
  public record FileSystem(
      String type, String uuid, int blockBytes, List<String> mountOptions, String journal) {}

  /// The disk whose requests are counted.
  ///
  /// @param number `major:minor`
  /// @param writeCache whether it has a volatile write cache
  /// @param flushing a phrase for each disk: when it is sent a flush, and why
  /// @param stack from the file system's device down to the disk
  public record Device(
      String name,
      String number,
      int logicalSectorBytes,
      int physicalSectorBytes,
      boolean writeCache,
      boolean fua,
      List<String> flushing,
      List<String> stack) {}

  /// As a trace keeps it.
  public static Target of(TraceHeader.Target target) {
    TraceHeader.FileSystem system = target.fileSystem();
    TraceHeader.Device device = target.device();
    return new Target(
        target.path(),
        new FileSystem(
            system.type(),
            system.uuid(),
            system.blockBytes(),
            system.mountOptions(),
            system.journal()),
        new Device(
            device.name(),
            device.number().toString(),
            device.logicalSectorBytes(),
            device.physicalSectorBytes(),
            device.writeCache(),
            device.fua(),
            Flushing.of(device),
            device.stack()));
  }
}
