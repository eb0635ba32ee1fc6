package dev.iotrace.bench;

import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.report.Report.State;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Mman;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.workload.Content;
import dev.iotrace.workload.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The rounds of `iotrace bench write`, in one file.
///
/// Before each the file system is synced and the device at rest, so that no round pays for the one
/// before. The first real round writes over what the warm-up wrote.
public final class WriteBench {
  private static final long REHEARSAL_NS = 300_000_000;
  private static final long REHEARSAL_CALLS = 200_000;
  private static final long REHEARSAL_BYTES_MAX = 1 << 20;

  private final WriteSpec spec;
  private final Supplier<DeviceCounters> counters;
  private final BooleanSupplier stop;
  private final Listener listener;

  /// @param counters of the disks below the file, read now
  /// @param stop whether to end early
  public WriteBench(
      WriteSpec spec, Supplier<DeviceCounters> counters, BooleanSupplier stop, Listener listener) {
    this.spec = spec;
    this.counters = counters;
    this.stop = stop;
    this.listener = listener;
  }

  /// Is told what comes.
  public interface Listener {
    /// A round begins.
    ///
    /// @param number from 1; 0 for one to warm up
    void round(int number);

    /// The device did not come to rest before it: others use it, and its figures include them.
    void busy();
  }

  /// Runs them, until all are done, one failed, or somebody wants it to stop.
  ///
  /// @return those that count, begun ones included
  /// @throws BenchRefused when they cannot begin
  public List<Throughput> run(BenchFile file) throws InterruptedException {
    Calls calls = spec.calls();
    file.requireAligned(calls.blockBytes(), spec.openFlags());
    List<Throughput> rounds = new ArrayList<>();
    try (NativeBuffer block =
            Content.allocate(calls.blockBytes(), file.memoryAlignment(), calls.seed());
        FileDescriptor open = file.open(spec.openFlags())) {
      rehearse();
      file.preallocate(spec.prealloc(), calls.fileBytes());
      WriteRound round = new WriteRound(counters, stop);
      WriteRound.Plan plan =
          new WriteRound.Plan(spec.engine(), calls, spec.closing(), spec.rounds().limitNs());
      int first = 1 - spec.rounds().warmUps();
      for (int number = first; number <= spec.rounds().count() && !stop.getAsBoolean(); number++) {
        file.settle();
        if (!Rest.await(counters, stop)) {
          listener.busy();
        }
        listener.round(Math.max(number, 0));
        Throughput throughput = round.run(Math.max(number, 0), open, block, plan);
        boolean failed = throughput.state() == State.FAILED;
        if (number > 0 || failed) {
          rounds.add(throughput);
        }
        if (failed) {
          break;
        }
      }
    } catch (ErrnoException e) {
      throw BenchRefused.unprepared(e);
    }
    return rounds;
  }

  /// Makes the calls on a file in memory, so that the JVM has compiled the loop before it counts,
  /// and the device has nothing of it.
  private void rehearse() throws ErrnoException {
    long bytes = Math.min(spec.calls().blockBytes(), REHEARSAL_BYTES_MAX);
    Calls calls =
        new Calls(bytes, REHEARSAL_CALLS, Pattern.SAME, spec.calls().seed(), spec.calls().sync());
    try (NativeBuffer block = NativeBuffer.allocate(bytes, Long.BYTES);
        FileDescriptor memory = Mman.memfdCreate("iotrace-rehearsal")) {
      spec.engine().loop(memory, block, calls, stop).run(REHEARSAL_NS);
    }
  }
}
