package dev.iotrace.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `/sys/block/DISK/stat`, read by the test itself: Documentation/block/stat.rst.
///
/// @param writeBytes written since boot
/// @param flushes completed since boot
record DiskStat(long writeBytes, long flushes) {
  private static final int WRITE_SECTORS = 6;
  private static final int FLUSHES = 15;
  private static final int SECTOR_BYTES = 512;

  static DiskStat read(String disk) throws IOException {
    String[] fields =
        Files.readString(Path.of("/sys/block", disk, "stat")).strip().split("\\s+", -1);
    return new DiskStat(
        Long.parseLong(fields[WRITE_SECTORS]) * SECTOR_BYTES, Long.parseLong(fields[FLUSHES]));
  }

  DiskStat minus(DiskStat earlier) {
    return new DiskStat(writeBytes - earlier.writeBytes, flushes - earlier.flushes);
  }
}
