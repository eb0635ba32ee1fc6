package dev.iotrace.workload;

/// Which sync, and how often.
///
/// @param every after so many writes; what is left at the end is synced, too
public record SyncPlan(Sync sync, long every) {
  /// No sync at all.
  public static final SyncPlan NONE = new SyncPlan(Sync.NONE, 1);

  public SyncPlan {
    if (every < 1) {
      throw WorkloadRefused.usage(
          "--sync-every " + every, "a sync follows at least one write", "give 1 or more");
    }
  }

  /// Whether a sync follows the write.
  ///
  /// @param write the number of writes made by now
  /// @param count how many there will be
  boolean follows(long write, long count) {
    return sync != Sync.NONE && (write % every == 0 || write == count);
  }
}
