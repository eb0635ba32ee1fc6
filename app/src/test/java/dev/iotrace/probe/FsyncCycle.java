package dev.iotrace.probe;

/// What bpftrace prints while a thread overwrites 4 bytes and calls fsync, again and again: data, a
/// commit with its flushes, and two metadata blocks that go home. The driver's own events, which
/// are not printed, are left to the caller.
final class FsyncCycle extends Cycle {
  static final int THREAD = 4167;
  static final long INODE = 13;

  @Override
  void cycle(long number) {
    long transaction = 2 + number;
    line("enter %d %d write %d -1 4".formatted(tick(), THREAD, INODE));
    line("join %d %d %d %d 1".formatted(tick(), THREAD, transaction, INODE));
    line("page %d %d %d 0".formatted(tick(), THREAD, INODE));
    line("return %d %d write 4".formatted(tick(), THREAD));
    line("enter %d %d fsync 0 0 0".formatted(tick(), THREAD));
    data(THREAD, 270_336, INODE);
    commit(transaction, 66, 2121);
    line("return %d %d fsync 0".formatted(tick(), THREAD));
    home(66, 2121);
  }
}
