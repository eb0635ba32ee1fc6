package dev.iotrace.device;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.Refusal;

/// There is no block device to tell of.
public final class DeviceRefused extends Refusal {
  private static final long serialVersionUID = 1L;

  private static final int USAGE = 2;

  private DeviceRefused(String path, String why, String mend) {
    super("cannot tell of " + path, why, mend);
  }

  /// Nothing is there that could be looked at.
  public static DeviceRefused unreadable(String path, String why) {
    return new DeviceRefused(path, why, "name a device of 'lsblk', or a path on a disk");
  }

  /// No block device has that number: a file system in memory or on a server, or one that hides its
  /// devices.
  static DeviceRefused unknown(String path, DeviceNumber number) {
    return new DeviceRefused(
        path,
        "device " + number + " is no block device",
        "name the device itself: 'findmnt -n -o SOURCE -T PATH' may tell");
  }

  @Override
  public int exitCode() {
    return USAGE;
  }
}
