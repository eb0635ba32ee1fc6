package dev.iotrace.report;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.StructureFound;
import java.util.Optional;

/// Structures for tests, on blocks of 4 KiB of disk 7:0.
final class Found {
  private static final int BLOCK_SECTORS = 8;

  private Found() {}

  static StructureFound file(long sector, int sectors, long inode, String path, long offset) {
    return made(
        sector,
        sectors,
        "file_data",
        "",
        new Numbers(
            Optional.of(inode), Optional.of(offset), Optional.empty(), Optional.empty(), -1),
        Optional.of(path));
  }

  static StructureFound ofGroup(long sector, String kind, String detail) {
    return made(
        sector,
        BLOCK_SECTORS,
        kind,
        detail,
        new Numbers(Optional.empty(), Optional.empty(), Optional.of(0L), Optional.empty(), -1),
        Optional.empty());
  }

  static StructureFound ofTransaction(long sector, String kind, long transaction) {
    return made(
        sector,
        BLOCK_SECTORS,
        kind,
        "",
        new Numbers(
            Optional.of(8L), Optional.of(4096L), Optional.empty(), Optional.of(transaction), -1),
        Optional.empty());
  }

  static StructureFound copy(long sector, long transaction, long home, String what) {
    return made(
        sector,
        BLOCK_SECTORS,
        "journal_block",
        what,
        new Numbers(
            Optional.of(8L), Optional.of(4096L), Optional.empty(), Optional.of(transaction), home),
        Optional.empty());
  }

  private record Numbers(
      Optional<Long> inode,
      Optional<Long> offset,
      Optional<Long> group,
      Optional<Long> transaction,
      long home) {}

  private static StructureFound made(
      long sector,
      int sectors,
      String kind,
      String detail,
      Numbers numbers,
      Optional<String> path) {
    return new StructureFound(
        1,
        new DeviceNumber(7, 0),
        new SectorRange(sector, sectors),
        kind,
        detail,
        numbers.inode(),
        path,
        numbers.offset(),
        numbers.group(),
        numbers.transaction(),
        numbers.home() < 0 ? Optional.empty() : Optional.of(numbers.home() * BLOCK_SECTORS));
  }
}
