package dev.iotrace.correlate;

import java.util.HashMap;
import java.util.Map;

/// The threads that stand for other processes: of each inode the first that changed it, so that a
/// kernel worker that writes it back later is not taken for one more process.
final class Changers {
  /// How many inodes are remembered.
  private static final int MOST = 100_000;

  private final Map<Long, Integer> first = new HashMap<>();

  /// The one that stands for a thread that changes this inode, 0 for none's.
  int of(long inode, int threadId) {
    if (inode == 0) {
      return threadId;
    }
    if (first.size() < MOST) {
      first.putIfAbsent(inode, threadId);
    }
    return first.getOrDefault(inode, threadId);
  }
}
