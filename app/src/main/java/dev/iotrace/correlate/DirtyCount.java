package dev.iotrace.correlate;

/// How many dirty pages the writes of all files stand in, whether that has changed since it was
/// asked last.
final class DirtyCount {
  private long pages;
  private boolean changed;

  void add(int more) {
    pages += more;
    changed |= more != 0;
  }

  long pages() {
    return pages;
  }

  /// True once after each change.
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }
}
