package dev.iotrace.matrix;

/// One cell of the matrix.
public record CellKey(FlagSet flagSet, long blockBytes) {
  /// For a person: `FDATASYNC+O_DIRECT 64 KiB`.
  public String name() {
    return flagSet.name() + " " + BlockSizes.name(blockBytes);
  }
}
