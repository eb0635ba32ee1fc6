package dev.iotrace.correlate;

import dev.iotrace.event.CallEntered;
import org.jspecify.annotations.Nullable;

/// A thread of a command that is followed, and the call that it is in.
final class Task {
  private final int threadId;
  private final int processId;
  private @Nullable CallEntered active;
  private @Nullable LogicalWrite writing;

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

  /// What that call writes, null for nothing.
  @Nullable LogicalWrite writing() {
    return writing;
  }
}
