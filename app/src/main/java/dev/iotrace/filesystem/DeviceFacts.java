package dev.iotrace.filesystem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the kernel knows of one block device: Documentation/ABI/stable/sysfs-block, and for the
/// serial number what its driver or udev says. A partition has the queue of its disk. What this
/// kernel or driver does not tell is null.
///
/// @param kind one of those of [BlockDevice.Kind], in small letters
/// @param detail a loop's backing file, an LVM volume's name, a RAID level; perhaps empty
/// @param startSector a partition's first sector of 512 bytes on its disk, else 0
/// @param below the devices that it stands on
/// @param mountedOn where file systems of its number are mounted; btrfs hides its devices' numbers
/// @param writeCache whether it has a volatile write cache, so that flushes reach it
/// @param fua whether it can write a single request past that cache
/// @param optimalIoBytes the size of a request that it likes best; null when it likes none
/// @param dmaAlignmentBytes what the address of a buffer for `O_DIRECT` must be a multiple of
/// @param discardBytes granularity of a discard; 0 where it takes none
/// @param atomicWriteBytes the largest write that a power cut does not tear; 0 for none promised
/// @param zoned `none`, `host-managed` or `host-aware`
/// @param scheduler the one in use
public record DeviceFacts(
    String name,
    String number,
    String kind,
    String detail,
    long bytes,
    long startSector,
    List<String> below,
    List<String> mountedOn,
    boolean readOnly,
    @Nullable String model,
    @Nullable String serial,
    int logicalSectorBytes,
    int physicalSectorBytes,
    boolean writeCache,
    boolean fua,
    @Nullable Boolean rotational,
    @Nullable Long optimalIoBytes,
    @Nullable Long mostRequestBytes,
    @Nullable Long dmaAlignmentBytes,
    @Nullable Long discardBytes,
    @Nullable Long atomicWriteBytes,
    @Nullable String zoned,
    @Nullable String scheduler,
    @Nullable Long queueRequests) {
  private static final int SECTOR_BYTES = 512;
  private static final int KIB = 1024;

  /// Reads it all from sysfs.
  public static DeviceFacts of(HostTree host, BlockDevice device, MountTable mounts) {
    String whole = "sys/block/" + device.whole().name() + "/";
    String own = "sys/class/block/" + device.name() + "/";
    String queue = whole + "queue/";
    DiskQueue sectors = DiskQueue.read(host, device.whole().name());
    return new DeviceFacts(
        device.name(),
        device.number().toString(),
        device.kind().name().toLowerCase(Locale.ROOT),
        device.detail(),
        device.sectors() * SECTOR_BYTES,
        device.startSector(),
        device.below().stream().map(BlockDevice::name).toList(),
        mounts.mounts().stream()
            .filter(mount -> mount.device().equals(device.number()))
            .map(mount -> mount.point().toString())
            .distinct()
            .toList(),
        host.number(own + "ro").orElse(0L) == 1,
        filled(host.text(whole + "device/model")),
        SerialNumber.of(host, device.whole()),
        sectors.logicalSectorBytes(),
        sectors.physicalSectorBytes(),
        sectors.writeCache(),
        sectors.fua(),
        host.number(queue + "rotational").map(it -> it == 1).orElse(null),
        host.number(queue + "optimal_io_size").filter(it -> it > 0).orElse(null),
        host.number(queue + "max_sectors_kb").map(it -> it * KIB).orElse(null),
        host.number(queue + "dma_alignment").map(mask -> mask + 1).orElse(null),
        discard(host, queue),
        host.number(queue + "atomic_write_max_bytes").orElse(null),
        filled(host.text(queue + "zoned")),
        host.text(queue + "scheduler").map(DeviceFacts::chosen).orElse(null),
        host.number(queue + "nr_requests").orElse(null));
  }

  /// A device may have a granularity and take no discard all the same.
  private static @Nullable Long discard(HostTree host, String queue) {
    boolean taken = host.number(queue + "discard_max_bytes").orElse(1L) > 0;
    return host.number(queue + "discard_granularity").map(it -> taken ? it : 0L).orElse(null);
  }

  /// Of `none [mq-deadline] kyber` the one in brackets; a device without a choice says it plainly.
  private static String chosen(String schedulers) {
    int open = schedulers.indexOf('[');
    int close = schedulers.indexOf(']');
    return open >= 0 && close > open ? schedulers.substring(open + 1, close) : schedulers;
  }

  private static @Nullable String filled(Optional<String> text) {
    return text.filter(it -> !it.isEmpty()).orElse(null);
  }
}
