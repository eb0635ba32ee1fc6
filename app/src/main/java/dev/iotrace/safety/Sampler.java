package dev.iotrace.safety;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Looks at memory, device and kernel threads while a run lasts, on a thread of its own. It keeps
/// peaks and sums, no samples.
final class Sampler implements AutoCloseable {
  /// Between two looks at memory and device.
  private static final long INTERVAL_NS = 20_000_000;

  /// Reading the workers takes about a millisecond, so it is done at every other look only.
  private static final int LOOKS_PER_WORKERS = 2;

  private static final Path PROC = Path.of("/proc");
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MB = 1e6;

  private final SafetyPlace place;
  private final LongSupplier written;
  private final Consumer<Sample> sink;
  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
  private final long startNs;
  private final long startDeviceBytes;
  private final MemoryPressure before;
  private final KernelCpu cpu;
  private Sample last;
  private MemoryPressure peak;
  private Optional<RuntimeException> failure = Optional.empty();

  private Sampler(SafetyPlace place, LongSupplier written, Consumer<Sample> sink) {
    this.place = place;
    this.written = written;
    this.sink = sink;
    this.before = place.gauge().read();
    this.peak = before;
    this.cpu = new KernelCpu(KernelThreads.read(PROC), place.names());
    this.startDeviceBytes = place.counters().get().writeBytes();
    this.startNs = System.nanoTime();
    this.last = new Sample(0, 0, before.dirtyBytes(), before.writebackBytes(), 0, 0);
  }

  /// Begins.
  ///
  /// @param written tells how many bytes have been
  /// @param sink told of each sample, on the sampler's thread
  static Sampler start(SafetyPlace place, LongSupplier written, Consumer<Sample> sink) {
    Sampler sampler = new Sampler(place, written, sink);
    sink.accept(sampler.last);
    Thread.ofPlatform().daemon().name("iotrace-sampler").start(sampler::look);
    return sampler;
  }

  private void look() {
    try {
      long dueNs = startNs;
      boolean ended = false;
      for (int looks = 1; !ended; looks++) {
        dueNs = Math.max(dueNs + INTERVAL_NS, System.nanoTime());
        ended = end.await(dueNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        sample();
        if (looks % LOOKS_PER_WORKERS == 0) {
          cpu.look(PROC);
        }
      }
      cpu.add(KernelThreads.read(PROC));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } finally {
      over.complete(null);
    }
  }

  /// Looks at memory and device now, from any thread, for what ends soon may be gone at the next
  /// look.
  synchronized void sample() {
    MemoryPressure pressure = place.gauge().read();
    long deviceBytes = place.counters().get().writeBytes() - startDeviceBytes;
    long nowNs = System.nanoTime() - startNs;
    double seconds = (nowNs - last.timeNs()) / NANOS_PER_SECOND;
    double mb = (deviceBytes - last.deviceBytes()) / MB;
    last =
        new Sample(
            nowNs,
            written.getAsLong(),
            pressure.dirtyBytes(),
            pressure.writebackBytes(),
            deviceBytes,
            seconds > 0 ? mb / seconds : 0);
    peak =
        new MemoryPressure(
            Math.max(peak.dirtyBytes(), pressure.dirtyBytes()),
            Math.max(peak.writebackBytes(), pressure.writebackBytes()));
    sink.accept(last);
  }

  /// At the beginning. This and what follows: only when closed.
  MemoryPressure before() {
    return before;
  }

  MemoryPressure peak() {
    return peak;
  }

  /// Null where none can be seen.
  @Nullable Loan loan(Background background) {
    return cpu.visible() ? Loan.of(cpu.threads(), background, last.timeNs()) : null;
  }

  /// What ended it early: a device that went away, a sink that could not take a sample.
  Optional<RuntimeException> failure() {
    return failure;
  }

  /// Takes a last look, and waits for it.
  @Override
  public void close() {
    end.countDown();
    over.join();
  }
}
