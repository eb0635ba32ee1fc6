package dev.iotrace.safety;

import dev.iotrace.bench.CallLoop;
import dev.iotrace.bench.Calls;
import dev.iotrace.bench.Latencies;
import dev.iotrace.bench.WriteLoop;
import dev.iotrace.syscall.CpuTime;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.SysResource;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.workload.Content;
import dev.iotrace.workload.WorkloadDirectory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A new file, written from end to end, synced by fsync and closed: three moments, of which the
/// second is the one that means safe.
public final class TimedWrite {
  private static final long SEED = 1;

  private final WorkloadDirectory directory;
  private final Path name;
  private final int alignment;

  /// @param name of the file to be, in the directory
  /// @param alignment of the memory that is written from, in bytes: what `O_DIRECT` asks for
  public TimedWrite(WorkloadDirectory directory, Path name, int alignment) {
    this.directory = directory;
    this.name = name;
    this.alignment = alignment;
  }

  /// What came of it. Times are since the first write was begun; what was done at the [Moment]s is
  /// in none of them.
  ///
  /// @param cpu of the writing thread in its calls
  /// @param syncCpu the part of it that fsync took: it writes dirty pages out itself
  /// @param calls the latencies of the writes
  public record Times(
      long writtenNs,
      long syncedNs,
      long closedNs,
      CpuTime cpu,
      CpuTime syncCpu,
      Latencies.Summary calls) {}

  /// Does it, on the calling thread. The file stays, closed.
  ///
  /// @param stop asked before each write whether to end
  /// @param at told of each moment that is reached
  /// @return empty when it was to end early
  /// @throws ErrnoException what failed
  public Optional<Times> run(Mode mode, Calls calls, BooleanSupplier stop, Consumer<Moment> at)
      throws ErrnoException {
    try (NativeBuffer block = Content.allocate(calls.blockBytes(), alignment, SEED);
        FileDescriptor file = directory.create(name, OpenFlags.O_WRONLY | mode.flags())) {
      CallLoop loop = new CallLoop(file, block, calls, stop);
      at.accept(Moment.BEGUN);
      CpuTime before = SysResource.ofThread();
      WriteLoop.Outcome written = loop.runHere(Long.MAX_VALUE);
      CpuTime writingCpu = SysResource.ofThread().since(before);
      at.accept(Moment.WRITTEN);
      if (written.failure().isPresent()) {
        throw written.failure().get();
      }
      Optional<Latencies.Summary> latencies = written.writes().summary();
      if (!written.complete() || latencies.isEmpty()) {
        return Optional.empty();
      }
      Step sync = Step.of(() -> Unistd.fsync(file));
      at.accept(Moment.SYNCED);
      Step close = Step.of(file::close);
      at.accept(Moment.CLOSED);
      long writtenNs = written.elapsedNs();
      return Optional.of(
          new Times(
              writtenNs,
              writtenNs + sync.ns(),
              writtenNs + sync.ns() + close.ns(),
              writingCpu.plus(sync.cpu()).plus(close.cpu()),
              sync.cpu(),
              latencies.get()));
    }
  }
}
