package dev.iotrace.cli;

import java.util.List;
import picocli.CommandLine.Option;

/// What is asked about: one of these.
final class ExplainPlaces {
  @Option(
      names = "--sector",
      paramLabel = "N",
      split = ",",
      description = "Sectors, as the report of a run shows them.")
  List<Long> sectors = List.of();

  @Option(
      names = "--block",
      paramLabel = "N",
      split = ",",
      description = "Blocks of the file system.")
  List<Long> blocks = List.of();

  /// All as sectors.
  ///
  /// @param firstSector where the file system begins
  List<Long> sectors(long firstSector, int blockSectors) {
    return blocks.isEmpty()
        ? sectors
        : blocks.stream().map(block -> sector(block, firstSector, blockSectors)).toList();
  }

  /// That of a block; one beyond all devices where there is no such number.
  private static long sector(long block, long firstSector, int blockSectors) {
    boolean possible = block >= 0 && block < (Long.MAX_VALUE - firstSector) / blockSectors;
    return possible ? firstSector + block * blockSectors : Long.MAX_VALUE;
  }
}
