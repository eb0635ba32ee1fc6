package dev.iotrace.event;

/// A run of 512-byte sectors on a device, `start` inclusive.
public record SectorRange(long start, int count) {
  /// The kernel's sector, whatever the device's own block size (`include/linux/blk_types.h`).
  public static final int SECTOR_BYTES = 512;

  /// Rejects a negative length; a start of -1 is what a flush shows at completion.
  public SectorRange {
    if (count < 0) {
      throw new IllegalArgumentException("negative sector count: " + count);
    }
  }

  /// The first sector after the range.
  public long end() {
    return start + count;
  }

  /// The length in bytes.
  public long bytes() {
    return (long) count * SECTOR_BYTES;
  }
}
