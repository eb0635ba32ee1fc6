package dev.iotrace.safety;

import dev.iotrace.bench.Calls;
import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.SysResource;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Sync;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run, and all that is read meanwhile.
public final class Trial {
  private final SafetyPlace place;
  private final BooleanSupplier stop;

  /// @param stop whether to end early
  public Trial(SafetyPlace place, BooleanSupplier stop) {
    this.place = place;
    this.stop = stop;
  }

  /// What is to be written.
  ///
  /// @param sizeBytes a multiple of the block
  public record Order(long sizeBytes, long blockBytes, Mode mode, int round) {
    /// The writes.
    public Calls calls() {
      return new Calls(blockBytes, sizeBytes / blockBytes, Pattern.SEQ, 0, Sync.NONE);
    }
  }

  /// Does it, on the calling thread. The file stays.
  ///
  /// @param background of the time just before
  /// @param series told of each sample, on another thread
  /// @return empty when it was to end early
  /// @throws ErrnoException what failed
  public Optional<SafetyRun> run(
      TimedWrite write, Order order, Background background, Consumer<Sample> series)
      throws ErrnoException {
    WriteProgress progress = new WriteProgress(stop, order.blockBytes, order.sizeBytes);
    Watch watch = new Watch(progress, series);
    try {
      return write
          .run(order.mode, order.calls(), progress, watch)
          .map(times -> result(order, times, watch, background));
    } finally {
      watch.end();
    }
  }

  /// Reads at each moment what has to be read there.
  private final class Watch implements Consumer<Moment> {
    private final WriteProgress progress;
    private final Consumer<Sample> series;
    private final Map<Moment, DeviceCounters> counters = new EnumMap<>(Moment.class);
    private @Nullable Sampler sampler;
    private long processNs;

    Watch(WriteProgress progress, Consumer<Sample> series) {
      this.progress = progress;
      this.series = series;
    }

    @Override
    public void accept(Moment moment) {
      switch (moment) {
        case BEGUN -> {
          sampler = Sampler.start(place, progress::writtenBytes, series);
          processNs = SysResource.ofProcess().totalNs();
        }
        case WRITTEN -> {
          progress.complete();
          sampler().sample();
        }
        case SYNCED -> sampler().sample();
        case CLOSED -> processNs = SysResource.ofProcess().totalNs() - processNs;
      }
      counters.put(moment, place.counters().get());
    }

    /// What the device has written since the beginning.
    long bytes(Moment moment) {
      return since(moment).writeBytes();
    }

    DeviceCounters since(Moment moment) {
      return at(moment).minus(at(Moment.BEGUN));
    }

    private DeviceCounters at(Moment moment) {
      DeviceCounters read = counters.get(moment);
      if (read == null) {
        throw new IllegalStateException("not reached: " + moment);
      }
      return read;
    }

    private Sampler sampler() {
      if (sampler == null) {
        throw new IllegalStateException("not begun");
      }
      return sampler;
    }

    /// The sampler, which is to have ended well.
    Sampler ended() {
      end();
      sampler().failure().ifPresent(Watch::rethrow);
      return sampler();
    }

    private static void rethrow(RuntimeException failure) {
      throw failure;
    }

    void end() {
      if (sampler != null) {
        sampler.close();
      }
    }
  }

  private static SafetyRun result(
      Order order, TimedWrite.Times times, Watch watch, Background background) {
    Sampler sampler = watch.ended();
    DeviceCounters change = watch.since(Moment.CLOSED);
    return new SafetyRun(
        order.sizeBytes,
        order.mode,
        order.round,
        order.calls().count(),
        times.writtenNs(),
        times.syncedNs(),
        times.closedNs(),
        SafetyRun.mbPerS(order.sizeBytes, times.writtenNs()),
        SafetyRun.mbPerS(order.sizeBytes, times.syncedNs()),
        SafetyRun.mbPerS(order.sizeBytes, times.closedNs()),
        times.calls(),
        new SafetyRun.Device(
            watch.bytes(Moment.WRITTEN),
            watch.bytes(Moment.SYNCED),
            watch.bytes(Moment.CLOSED),
            change.flushed().known() ? change.flushes() : null),
        new SafetyRun.Cpu(
            times.cpu().userNs(),
            times.cpu().systemNs(),
            times.syncCpu().totalNs(),
            watch.processNs),
        sampler.loan(background),
        new SafetyRun.Memory(
            sampler.before().dirtyBytes(),
            sampler.peak().dirtyBytes(),
            sampler.peak().writebackBytes()),
        background);
  }
}
