package dev.iotrace.workload;

import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.syscall.ErrnoException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Numbers the calls of a run, tells of each before and after, and counts what they did.
final class CallLog {
  private final LongSupplier clock;
  private final Consumer<IoEvent> events;
  private final int threadId;
  private long inode;
  private long id;
  private boolean failed;
  private boolean ended;
  private long writes;
  private long bytes;
  private long syncs;

  CallLog(LongSupplier clock, Consumer<IoEvent> events, int threadId) {
    this.clock = clock;
    this.events = events;
    this.threadId = threadId;
  }

  /// The calls that follow are made on this file.
  void opened(long inodeOfFile) {
    inode = inodeOfFile;
  }

  /// A call to be made between two events.
  @FunctionalInterface
  interface Made {
    long call() throws ErrnoException;
  }

  /// Makes the call.
  ///
  /// @return what it returned
  long make(Syscall call, long offset, long count, Made made) throws ErrnoException {
    id++;
    events.accept(new CallIntended(clock.getAsLong(), threadId, id, call, inode, offset, count));
    long returned;
    try {
      returned = made.call();
    } catch (ErrnoException e) {
      failed = true;
      events.accept(new CallFinished(clock.getAsLong(), threadId, id, -e.errno()));
      throw e;
    }
    events.accept(new CallFinished(clock.getAsLong(), threadId, id, returned));
    if (!call.writes()) {
      syncs++;
    } else if (returned > 0) {
      writes++;
      bytes += returned;
    }
    return returned;
  }

  /// No call follows. Told once.
  void end() {
    if (!ended) {
      ended = true;
      events.accept(new WorkloadEnded(clock.getAsLong()));
    }
  }

  /// The sum of the run.
  ///
  /// @param cause what ended it early, be it a call or something between the calls; null when
  ///   nothing did
  WorkloadResult result(@Nullable ErrnoException cause, boolean cancelled) {
    Optional<WorkloadResult.Failure> failure =
        Optional.ofNullable(cause).map(e -> new WorkloadResult.Failure(failed ? id : 0, e));
    return new WorkloadResult(writes, bytes, syncs, failure, cancelled);
  }
}
