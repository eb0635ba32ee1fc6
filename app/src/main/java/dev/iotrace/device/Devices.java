package dev.iotrace.device;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.filesystem.DeviceFacts;
import dev.iotrace.filesystem.DeviceStack;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.MountTable;
import java.util.List;

/// A block device and everything that it stands on.
///
/// @param path as it was named
/// @param devices itself first, each device once
public record Devices(String schema, String path, List<DeviceFacts> devices) {
  /// Of this document, when it is JSON.
  public static final String SCHEMA = "iotrace-device/1";

  /// The device with that number.
  ///
  /// @param path as the user named it
  /// @throws DeviceRefused when sysfs does not know it
  public static Devices of(HostTree host, String path, DeviceNumber number) {
    DeviceStack stack =
        DeviceStack.of(host, number).orElseThrow(() -> DeviceRefused.unknown(path, number));
    MountTable mounts = MountTable.read(host);
    return new Devices(
        SCHEMA,
        path,
        stack.devices().stream().map(device -> DeviceFacts.of(host, device, mounts)).toList());
  }
}
