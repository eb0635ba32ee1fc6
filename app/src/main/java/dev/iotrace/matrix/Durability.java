package dev.iotrace.matrix;

import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.workload.Sync;

/// When a writer has its bytes made safe, and by which call: the names are those of the sync matrix
/// of ronomon/direct-io.
public enum Durability {
  /// Never by itself: the bytes are safe when the closing `fdatasync` has returned.
  BUFFERED(Sync.FDATASYNC, Sync.NONE, 0),

  /// One `fdatasync` after all writes.
  AMORTIZED_FDATASYNC(Sync.FDATASYNC, Sync.NONE, 0),

  /// One `fsync` after all writes.
  AMORTIZED_FSYNC(Sync.FSYNC, Sync.NONE, 0),

  /// An `fdatasync` after each write.
  FDATASYNC(Sync.NONE, Sync.FDATASYNC, 0),

  /// An `fsync` after each write.
  FSYNC(Sync.NONE, Sync.FSYNC, 0),

  /// Each write returns when its data are safe.
  O_DSYNC(Sync.NONE, Sync.NONE, OpenFlags.O_DSYNC),

  /// Each write returns when data and metadata are safe.
  O_SYNC(Sync.NONE, Sync.NONE, OpenFlags.O_SYNC);

  private final Sync closing;
  private final Sync each;
  private final int openFlags;

  Durability(Sync closing, Sync each, int openFlags) {
    this.closing = closing;
    this.each = each;
    this.openFlags = openFlags;
  }

  /// The call after the last write; none where nothing is left to be made safe.
  public Sync closing() {
    return closing;
  }

  /// The call after each write, or none.
  public Sync each() {
    return each;
  }

  /// Whether the closing call is a part of what is measured: an amortized sync is, that of
  /// [#BUFFERED] shows only what the writes had left to do.
  public boolean closingCounts() {
    return this == AMORTIZED_FDATASYNC || this == AMORTIZED_FSYNC;
  }

  /// How often a writer asks for safety with so many writes: once each where each is synced.
  public long syncs(long writes) {
    return closing == Sync.NONE ? writes : 1;
  }

  /// What it opens its file with.
  int openFlags() {
    return openFlags;
  }
}
