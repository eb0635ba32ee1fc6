package dev.iotrace.bench;

import dev.iotrace.filesystem.DeviceCounters;

/// What the devices did from one reading of their counters to the next.
///
/// @param fromNs since the beginning of the series
/// @param toNs since the beginning of the series, later than `fromNs`
/// @param change what the counters grew by; in flight is what was so at its end
/// @param disks whose counters they are
public record DeviceSample(long fromNs, long toNs, DeviceCounters change, int disks) {
  /// The same for each second.
  public DeviceRate rate() {
    return DeviceRate.of(change, toNs - fromNs, disks);
  }
}
