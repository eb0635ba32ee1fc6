package dev.iotrace.watch;

import java.util.Comparator;

/// A process and a file of it.
///
/// @param pid 0 for the kernel's own threads, [#UNKNOWN] for whoever cannot be told
/// @param inode 0 where no file, or all of them, are meant; of XFS with 2^48 for each time that the
///   probe saw its number freed, for then that is another file's
record Writer(int pid, long inode) implements Comparable<Writer> {
  /// Whoever cannot be told.
  static final int UNKNOWN = -1;

  private static final long NUMBER = (1L << 48) - 1;

  private static final Comparator<Writer> ORDER =
      Comparator.comparingInt(Writer::pid).thenComparingLong(Writer::inode);

  /// The inode's number, as the file system knows it.
  long number() {
    return inode & NUMBER;
  }

  @Override
  public int compareTo(Writer other) {
    return ORDER.compare(this, other);
  }
}
