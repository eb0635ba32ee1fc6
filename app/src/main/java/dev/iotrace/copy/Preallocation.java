package dev.iotrace.copy;

/// How the new file gets its length before the first byte.
public enum Preallocation {
  /// Not at all: it grows. A mapped file cannot, and is given its length by `ftruncate`.
  NONE,

  /// By `fallocate`: with blocks, unwritten.
  FALLOCATE,

  /// By `ftruncate`: a hole.
  TRUNCATE,

  /// By `posix_fallocate`: `fallocate`, and where the file system has none glibc writes one byte
  /// into each block.
  POSIX_FALLOCATE;

  /// Whether the blocks are there afterwards.
  boolean takesRoom() {
    return this == FALLOCATE || this == POSIX_FALLOCATE;
  }
}
