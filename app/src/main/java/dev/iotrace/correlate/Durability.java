package dev.iotrace.correlate;

/// Since when a power cut no longer loses a write's bytes: how far they have got on the device,
/// perhaps only into its volatile cache, and which commits they need to be found again.
final class Durability {
  private long arrivedNs;
  private boolean cached;
  private boolean forced = true;
  private long flushedNs;
  private int uncommitted;
  private long committedNs;
  private long syncedNs;
  private boolean inTree;

  /// Some of the bytes are on the device.
  ///
  /// @param byFua whether they went through the cache by FUA, whatever cache there is
  void arrived(long timeNs, boolean inCache, boolean byFua) {
    cached |= inCache;
    flushedNs = inCache ? 0 : flushedNs;
    forced &= byFua;
    arrivedNs = Math.max(arrivedNs, timeNs);
  }

  /// Whether any have got there.
  boolean isThere() {
    return arrivedNs > 0;
  }

  /// A flush of all that has arrived has completed; only the first counts.
  void flushed(long timeNs) {
    flushedNs = flushedNs == 0 ? timeNs : flushedNs;
  }

  /// Whether some of the bytes are in a volatile cache that nobody has flushed since.
  boolean isFlushAwaited() {
    return cached && flushedNs == 0;
  }

  /// The bytes cannot be found after a power cut before one more transaction is committed.
  void needs() {
    uncommitted++;
  }

  /// Something else that they need stands for one of these.
  void needless() {
    uncommitted--;
  }

  /// One of these is committed.
  void committed(long timeNs) {
    uncommitted--;
    committedNs = Math.max(committedNs, timeNs);
  }

  /// The bytes, or some of them, are on the device when the commit is.
  void inTree() {
    inTree = true;
  }

  /// The kernel has said that a sync has done all that the bytes need; only the first counts.
  void synced(long timeNs) {
    syncedNs = syncedNs == 0 ? timeNs : syncedNs;
  }

  /// When a power cut no longer lost the bytes, 0 while it does: [Safety] says what is known of
  /// that, and what is not.
  ///
  /// @param idle whether none of the bytes are on their way or have still to go
  /// @param dataInJournal whether the bytes are safe as soon as the journal has them (data=journal)
  long sinceNs(boolean idle, boolean dataInJournal) {
    if (syncedNs > 0) {
      return syncedNs;
    }
    boolean there = idle && isThere();
    if (there && forced) {
      return arrivedNs;
    }
    if (uncommitted > 0) {
      return 0;
    }
    if (dataInJournal && committedNs > 0) {
      return committedNs;
    }
    boolean known = (inTree && committedNs > 0) ? idle : there;
    return (known && !isFlushAwaited()) ? Math.max(cached ? flushedNs : arrivedNs, committedNs) : 0;
  }
}
