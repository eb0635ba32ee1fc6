package dev.iotrace.bench;

/// What a round writes: blocks into a file from its beginning on.
record Load(String name, int blockBytes, int count, boolean direct, boolean fsync) {
  long bytes() {
    return (long) blockBytes * count;
  }

  /// So many times as long.
  Load times(int factor) {
    return new Load(name, blockBytes, count * factor, direct, fsync);
  }
}
