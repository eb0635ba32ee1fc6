package dev.iotrace.filesystem;

/// A device at the bottom of a stack: its requests are counted.
public record Disk(BlockDevice device, DiskQueue queue) {
  /// As sysfs tells.
  public static Disk of(HostTree host, BlockDevice device) {
    return new Disk(device, DiskQueue.read(host, device.name()));
  }
}
