package dev.iotrace.correlate;

/// How far a write's bytes have got on the device: perhaps only into its volatile cache.
final class DeviceCopy {
  private long arrivedNs;
  private boolean cached;
  private long flushedNs;

  /// Some of the bytes are there.
  void arrived(long timeNs, boolean inCache) {
    cached |= inCache;
    arrivedNs = Math.max(arrivedNs, timeNs);
  }

  /// Whether any have got there.
  boolean isThere() {
    return arrivedNs > 0;
  }

  /// A flush has completed; only the first counts.
  void flushed(long timeNs) {
    flushedNs = flushedNs == 0 ? timeNs : flushedNs;
  }

  /// Whether some of the bytes are in a volatile cache that nobody has flushed since.
  boolean isFlushAwaited() {
    return cached && flushedNs == 0;
  }

  /// Since when those that are there survive a power cut, if they do.
  long safeNs() {
    return cached ? flushedNs : arrivedNs;
  }
}
