package dev.iotrace.workload;

/// How a new file gets its length before the first write.
public enum Prealloc {
  /// Not at all: it grows with the writes. A mapped file cannot, and is given its length by
  /// `ftruncate`.
  NONE,

  /// By `fallocate`: with blocks, unwritten.
  FALLOCATE,

  /// By `ftruncate`: a hole.
  TRUNCATE
}
