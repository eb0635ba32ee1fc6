package dev.iotrace.correlate;

import java.util.Locale;

/// Through which part of the kernel a request came about.
public enum CausePath {
  /// The flusher wrote dirty pages back.
  WRITEBACK,
  /// Within fsync, fdatasync, msync or an `O_SYNC` write.
  FSYNC,
  /// `O_DIRECT`.
  DIRECT,
  /// A journal commit.
  COMMIT,
  /// A checkpoint: the journal needed room.
  CHECKPOINT,
  LOG_FORCE,
  TREE_COMMIT,
  TREE_LOG,
  /// `sync`, `syncfs`, unmount.
  SYNC,
  OTHER;

  /// The word in the report.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
