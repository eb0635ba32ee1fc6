package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;
import java.util.List;
import java.util.Locale;

/// One block device as sysfs shows it, with the devices that it stands on.
///
/// @param name the kernel's: `nvme0n1p2`, `dm-0`
/// @param startSector a partition's first sector on its disk, else 0
/// @param sectors its size, in sectors of 512 bytes
/// @param detail what a person may want to know of it: a loop's backing file, an LVM volume's name
/// @param copies on how many of the devices below each sector is kept: more than one of a mirror
/// @param below the devices that its bios are remapped to; none for one that has its own requests
public record BlockDevice(
    String name,
    DeviceNumber number,
    Kind kind,
    long startSector,
    long sectors,
    String detail,
    int copies,
    List<BlockDevice> below) {

  /// What a device is made of.
  public enum Kind {
    DISK,
    PARTITION,
    /// A file as a disk. It has requests of its own; those that its backing file causes are another
    /// device's.
    LOOP,
    /// LVM and the like.
    DEVICE_MAPPER,
    /// dm-crypt, which hands on bios of its own.
    CRYPT,
    /// Software RAID.
    MD
  }

  /// The device whose number its bios carry (`bio_dev`, include/linux/bio.h): a partition's disk,
  /// else itself.
  public BlockDevice whole() {
    return kind == Kind.PARTITION ? below.getFirst() : this;
  }

  /// One line for a person: `nvme0n1p2 (259:2): partition from sector 2048`.
  public String describe() {
    String what =
        switch (kind) {
          case DISK -> "disk";
          case PARTITION -> "partition from sector " + startSector;
          case LOOP -> "loop device on file";
          case DEVICE_MAPPER -> "device mapper";
          case CRYPT -> "dm-crypt";
          case MD -> "software raid";
        };
    String known = detail.isEmpty() ? "" : " " + detail;
    return String.format(Locale.ROOT, "%s (%s): %s%s", name, number, what, known);
  }

  /// Where its device node is: sysfs writes `!` for a `/` in the name.
  public String node() {
    return "/dev/" + name.replace('!', '/');
  }
}
