package dev.iotrace.correlate;

/// A metadata buffer or an inode of XFS that was changed and must go home.
final class XfsHome {
  private final Transaction unit = Transaction.unjournaled();
  private final long sectors;
  private boolean logged;

  /// @param sectors how long it is
  XfsHome(long sectors) {
    this.sectors = sectors;
    unit.await();
  }

  long sectors() {
    return sectors;
  }

  /// What waits for it, and why.
  Transaction unit() {
    return unit;
  }

  /// One that is changed again and again does not go home meanwhile, and has no byte for those who
  /// come late.
  void join(LogicalWrite write) {
    if (unit.causes().writes().size() < Journal.MOST_FOR_A_BLOCK) {
      unit.join(write);
    }
  }

  void addOthers(Causes causes) {
    causes.shareOthers(unit.causes());
  }

  /// A checkpoint with a change of it is in the log.
  void logged() {
    logged = true;
  }

  /// Whether some change of it may go home.
  boolean isLogged() {
    return logged;
  }
}
