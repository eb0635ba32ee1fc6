package dev.iotrace.safety;

import dev.iotrace.syscall.OpenFlags;

/// How the bytes are handed to the kernel.
public enum Mode {
  /// Into the page cache, which the kernel writes out some time.
  BUFFERED("buffered", 0),
  /// `O_DIRECT`: past the page cache; a write returns when the device has the bytes, perhaps in its
  /// volatile cache, open(2).
  DIRECT("O_DIRECT", OpenFlags.O_DIRECT);

  private final String word;
  private final int flags;

  Mode(String word, int flags) {
    this.word = word;
    this.flags = flags;
  }

  /// As people write it.
  public String word() {
    return word;
  }

  /// For `openat`, beside the access.
  int flags() {
    return flags;
  }
}
