package dev.iotrace.bench;

import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.report.Report.State;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.workload.Sync;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One round: the calls, then the closing sync, between readings of the device's counters.
///
/// Whoever calls it sees to it that the device is quiet before, for the counters do not tell whose
/// a request is.
public final class WriteRound {
  private final Supplier<DeviceCounters> counters;
  private final BooleanSupplier stop;

  /// @param counters of the disks below the file, read now
  /// @param stop whether to end early
  public WriteRound(Supplier<DeviceCounters> counters, BooleanSupplier stop) {
    this.counters = counters;
    this.stop = stop;
  }

  /// What is to be done.
  ///
  /// @param engine who makes the calls
  /// @param closing the call after the last write
  /// @param limitNs no further write after so long; [Long#MAX_VALUE] for none
  public record Plan(Engine engine, Calls calls, Sync closing, long limitNs) {
    /// One call after the other.
    public Plan(Calls calls, Sync closing, long limitNs) {
      this(new Engine.Synchronous(), calls, closing, limitNs);
    }
  }

  /// Does it, on the thread of the buffer.
  ///
  /// @param round its number; 0 for one that does not count
  /// @param file open for writing
  /// @param block the content of each write
  public Throughput run(int round, FileDescriptor file, NativeBuffer block, Plan plan) {
    WriteLoop loop = plan.engine.loop(file, block, plan.calls, stop);
    DeviceCounters before = counters.get();
    WriteLoop.Outcome outcome = loop.run(plan.limitNs);
    DeviceCounters atReturn = counters.get().minus(before);
    // Whoever wants it to stop does not want to wait for what is still in memory.
    Closing closing = Closing.of(stop.getAsBoolean() ? Sync.NONE : plan.closing, file);
    DeviceCounters change = counters.get().minus(before);
    Optional<ErrnoException> failure = outcome.failure().or(() -> closing.failure);
    return new Throughput(
        round,
        state(outcome, failure.isPresent()),
        outcome.bytes(),
        outcome.writes().calls(),
        Throughput.seconds(outcome.elapsedNs()),
        Throughput.mbPerS(outcome.bytes(), outcome.elapsedNs()),
        outcome.writes().summary().orElse(null),
        outcome.syncs().calls(),
        outcome.syncs().summary().orElse(null),
        closing.made ? Throughput.seconds(closing.ns) : null,
        closing.made ? Throughput.mbPerS(outcome.bytes(), outcome.elapsedNs() + closing.ns) : null,
        atReturn.writeBytes(),
        change.writeBytes(),
        change.writes().requests(),
        change.flushed().known() ? change.flushes() : null,
        change.readBytes(),
        failure.map(ErrnoException::getMessage).orElse(""));
  }

  /// A round that its time limit ended is as complete as it was meant to be.
  private State state(WriteLoop.Outcome outcome, boolean failed) {
    if (failed) {
      return State.FAILED;
    }
    return !outcome.complete() && stop.getAsBoolean() ? State.INTERRUPTED : State.COMPLETE;
  }

  /// The closing sync; it is made also after a failure, for what was written before counts.
  private record Closing(boolean made, long ns, Optional<ErrnoException> failure) {
    static Closing of(Sync sync, FileDescriptor file) {
      if (sync == Sync.NONE) {
        return new Closing(false, 0, Optional.empty());
      }
      long beforeNs = System.nanoTime();
      try {
        CallLoop.call(sync, file);
      } catch (ErrnoException e) {
        return new Closing(false, 0, Optional.of(e));
      }
      return new Closing(true, System.nanoTime() - beforeNs, Optional.empty());
    }
  }
}
