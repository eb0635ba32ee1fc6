package dev.iotrace.safety;

import java.util.function.BooleanSupplier;

/// Counts the writes of a run for those who watch: the loop of calls asks before each whether to
/// end, so that all before it have returned.
final class WriteProgress implements BooleanSupplier {
  private final BooleanSupplier stop;
  private final long blockBytes;
  private final long bytes;
  private volatile long asked;

  /// @param stop whether to end
  /// @param bytes of all writes
  WriteProgress(BooleanSupplier stop, long blockBytes, long bytes) {
    this.stop = stop;
    this.blockBytes = blockBytes;
    this.bytes = bytes;
  }

  /// Called by the writing thread alone.
  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate")
  public boolean getAsBoolean() {
    asked++;
    return stop.getAsBoolean();
  }

  /// All writes have returned.
  void complete() {
    asked = bytes / blockBytes + 1;
  }

  long writtenBytes() {
    return Math.max(0, asked - 1) * blockBytes;
  }
}
