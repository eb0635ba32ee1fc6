package dev.iotrace.correlate;

import dev.iotrace.event.CallEntered;
import dev.iotrace.event.Syscall;
import org.jspecify.annotations.Nullable;

/// A thread of a command that is followed, and the call that it is in.
final class Task {
  private final int threadId;
  private final int processId;
  private @Nullable CallEntered active;
  private @Nullable LogicalWrite writing;
  private Syscall changing = Syscall.OTHER;
  private long storedIn;

  Task(int threadId, int processId) {
    this.threadId = threadId;
    this.processId = processId;
  }

  int threadId() {
    return threadId;
  }

  int processId() {
    return processId;
  }

  /// A call begins.
  ///
  /// @param write what it writes, null for one that only syncs
  void enter(CallEntered call, @Nullable LogicalWrite write) {
    active = call;
    writing = write;
  }

  /// The call is over.
  void leave() {
    active = null;
    writing = null;
  }

  /// The call that it is in, null for none.
  @Nullable CallEntered active() {
    return active;
  }

  /// The inode that the call syncs, 0 when it is none or all.
  long syncedFile() {
    return active == null ? 0 : syncedFile(active);
  }

  /// The inode that such a call syncs, 0 when it is all.
  static long syncedFile(CallEntered call) {
    return syncsOne(call.call()) ? call.inode() : 0;
  }

  /// Whether the call, other than sync_file_range, syncs one file.
  boolean syncsFile() {
    return active != null && syncsOne(active.call()) && active.call() != Syscall.SYNC_FILE_RANGE;
  }

  private static boolean syncsOne(Syscall call) {
    return call != Syscall.SYNC && call != Syscall.SYNCFS;
  }

  /// The call's file is another than it said.
  void relocate(long inode) {
    CallEntered call = active;
    if (call != null) {
      active =
          new CallEntered(call.timeNs(), threadId, call.call(), inode, call.offset(), call.bytes());
    }
  }

  /// It changes what it changes outside of calls that write or sync in this call from now on.
  void changesIn(Syscall call) {
    changing = call;
    storedIn = 0;
  }

  /// A store into a mapping of that inode made a page dirty.
  void storesIn(long inode) {
    storedIn = inode;
  }

  /// The inode that it stored into last since [#changesIn], 0 for none.
  long storedIn() {
    return storedIn;
  }

  /// The call in which it changes what it changes outside of those.
  Syscall changing() {
    return changing;
  }

  /// What that call writes, null for nothing.
  @Nullable LogicalWrite writing() {
    return writing;
  }
}
