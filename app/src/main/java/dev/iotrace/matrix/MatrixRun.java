package dev.iotrace.matrix;

import dev.iotrace.bench.Throughput;

/// One cell in one round, as it is saved.
///
/// @param mode the name of one of [FlagSet#all()]
public record MatrixRun(String mode, long blockBytes, Throughput throughput) {
  static MatrixRun of(CellKey cell, Throughput throughput) {
    return new MatrixRun(cell.flagSet().name(), cell.blockBytes(), throughput);
  }

  /// Whether it is a run of this cell.
  public boolean isOf(CellKey cell) {
    return mode.equals(cell.flagSet().name()) && blockBytes == cell.blockBytes();
  }
}
