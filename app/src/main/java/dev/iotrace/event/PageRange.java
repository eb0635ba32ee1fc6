package dev.iotrace.event;

/// Pages of the page cache that a bio carries, as the kernel's own structures name them.
///
/// @param inode whose pages they are: a file's, or the number of a block device for its own inode
/// @param first index of the page with the bio's first byte
/// @param last index of the page with its last byte; those in between are only known to be of the
///   same inode
public record PageRange(long inode, long first, long last) {
  /// Whether `bytes` from the first page to the last leave no room for any but the pages in
  /// between.
  public boolean isOneRun(long bytes, int pageBytes) {
    return (last - first + 1) == (bytes + pageBytes - 1) / pageBytes;
  }
}
