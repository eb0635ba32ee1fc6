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
  /// XFS writes its log: a sync, the log worker or a full log asked for it.
  LOG_FORCE,
  /// btrfs commits a generation: the trees' changed blocks at new places, then the superblocks.
  TREE_COMMIT,
  /// btrfs writes a log tree for an fsync.
  TREE_LOG,
  /// `sync`, `syncfs`, unmount.
  SYNC,
  /// None of these, or not known.
  OTHER;

  /// The word in the report.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
