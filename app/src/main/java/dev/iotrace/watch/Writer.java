package dev.iotrace.watch;

import java.util.Comparator;

/// A process and a file of it.
///
/// @param pid 0 for the kernel's own threads, [#UNKNOWN] for whoever cannot be told
/// @param inode 0 where no file, or all of them, are meant
record Writer(int pid, long inode) implements Comparable<Writer> {
  /// Whoever cannot be told.
  static final int UNKNOWN = -1;

  private static final Comparator<Writer> ORDER =
      Comparator.comparingInt(Writer::pid).thenComparingLong(Writer::inode);

  @Override
  public int compareTo(Writer other) {
    return ORDER.compare(this, other);
  }
}
