package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.TraceHeader;
import java.nio.file.Path;
import java.util.List;

/// Where a workload writes, and what lies under it.
///
/// @param directory where new files go, without links
/// @param uuid of the file system; empty when it cannot be read
/// @param journal `ordered`, `writeback`, `journal` or `none` for ext4; empty where it means
///   nothing
/// @param disk the device whose requests are counted
public record Target(
    Path directory,
    Mount mount,
    String uuid,
    int blockBytes,
    String journal,
    DeviceStack stack,
    BlockDevice disk,
    DiskQueue queue,
    Support support) {

  /// Finds out about an existing directory, or the directory of an existing file.
  ///
  /// @throws TargetRefused when it is missing, cannot be written to, or has no block device
  public static Target resolve(Path target) {
    return new TargetResolver(HostTree.LIVE, LivePlace::of).resolve(target);
  }

  /// The number that tracepoints of the file system itself carry.
  public DeviceNumber fileSystemDevice() {
    return stack.top().number();
  }

  /// Where the file system's device begins on the disk, in sectors. 0 unless it is a partition:
  /// what device mapper and md do cannot be said by one number, `block_bio_remap` tells it.
  public long startSector() {
    return stack.top().startSector();
  }

  /// The disk's counters now.
  public DeviceCounters counters() {
    return DeviceCounters.read(HostTree.LIVE, disk.name());
  }

  Target withNote(String note) {
    return new Target(
        directory, mount, uuid, blockBytes, journal, stack, disk, queue, support.with(note));
  }

  /// As a trace keeps it.
  ///
  /// @param path how the user named it
  public TraceHeader.Target toHeader(String path) {
    List<String> lines = stack.devices().stream().map(BlockDevice::describe).toList();
    return new TraceHeader.Target(
        path,
        new TraceHeader.FileSystem(
            mount.type(),
            uuid,
            blockBytes,
            mount.allOptions(),
            journal,
            fileSystemDevice(),
            startSector()),
        new TraceHeader.Device(
            disk.name(),
            disk.number(),
            queue.logicalSectorBytes(),
            queue.physicalSectorBytes(),
            queue.writeCache(),
            queue.fua(),
            lines));
  }
}
