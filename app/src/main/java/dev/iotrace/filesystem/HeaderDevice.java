package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.TraceHeader;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Devices as the header of a trace keeps them.
public final class HeaderDevice {
  private HeaderDevice() {}

  /// A stack of devices.
  ///
  /// @param disks those at its bottom
  public static TraceHeader.Device of(DeviceStack stack, List<Disk> disks) {
    return new TraceHeader.Device(
        disks.stream().map(disk -> disk.device().name()).collect(Collectors.joining("+")),
        disks.getFirst().device().number(),
        most(disks, DiskQueue::logicalSectorBytes),
        most(disks, DiskQueue::physicalSectorBytes),
        disks.stream().anyMatch(disk -> disk.queue().writeCache()),
        disks.stream().allMatch(disk -> disk.queue().fua()),
        stack.devices().stream().map(BlockDevice::describe).toList(),
        stack.isPlain() ? List.of() : layers(stack, disks));
  }

  private static int most(List<Disk> disks, ToIntFunction<DiskQueue> size) {
    return disks.stream().map(Disk::queue).mapToInt(size).max().orElseThrow();
  }

  private static List<TraceHeader.Layer> layers(DeviceStack stack, List<Disk> disks) {
    Map<DeviceNumber, DiskQueue> queues =
        disks.stream().collect(Collectors.toMap(it -> it.device().number(), Disk::queue));
    return stack.devices().stream()
        .map(device -> layer(device, queues.get(device.number())))
        .toList();
  }

  /// @param queue null for a device that takes no requests
  private static TraceHeader.Layer layer(BlockDevice device, @Nullable DiskQueue queue) {
    return new TraceHeader.Layer(
        device.name(),
        device.number(),
        device.whole().number(),
        queue != null,
        device.kind() == BlockDevice.Kind.MD,
        device.copies(),
        queue != null && queue.writeCache(),
        queue != null && queue.fua());
  }
}
