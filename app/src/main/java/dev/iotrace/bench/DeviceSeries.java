package dev.iotrace.bench;

import dev.iotrace.filesystem.DeviceCounters;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the devices' counters each interval, on a thread of its own, as long as it is open, and
/// hands on each sample. It keeps none, so it may run for as long as it likes.
public final class DeviceSeries implements AutoCloseable {
  private final Supplier<DeviceCounters> counters;
  private final int disks;
  private final long intervalNs;
  private final Consumer<DeviceSample> sink;
  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
  private volatile Optional<RuntimeException> failure = Optional.empty();

  private DeviceSeries(Source source, Duration interval, Consumer<DeviceSample> sink) {
    this.counters = source.counters;
    this.disks = source.disks;
    this.intervalNs = interval.toNanos();
    this.sink = sink;
  }

  /// Where the counters come from.
  ///
  /// @param disks how many they are the sum of
  public record Source(Supplier<DeviceCounters> counters, int disks) {}

  /// Begins, by a first reading.
  ///
  /// @param interval more than nothing
  /// @param sink told of each sample, on the series' thread
  public static DeviceSeries start(Source source, Duration interval, Consumer<DeviceSample> sink) {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("every " + interval);
    }
    DeviceSeries series = new DeviceSeries(source, interval, sink);
    Thread.ofPlatform().daemon().name("iotrace-series").start(series::run);
    return series;
  }

  private void run() {
    try {
      sampleUntilEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } finally {
      over.complete(null);
    }
  }

  /// The last sample is as short as it comes.
  private void sampleUntilEnd() throws InterruptedException {
    DeviceCounters last = counters.get();
    long startNs = System.nanoTime();
    long lastNs = startNs;
    long dueNs = startNs;
    boolean ended = false;
    while (!ended) {
      dueNs = Math.max(dueNs + intervalNs, lastNs);
      ended = end.await(dueNs - System.nanoTime(), TimeUnit.NANOSECONDS);
      DeviceCounters now = counters.get();
      long nowNs = System.nanoTime();
      if (nowNs > lastNs) {
        sink.accept(new DeviceSample(lastNs - startNs, nowNs - startNs, now.minus(last), disks));
      }
      last = now;
      lastNs = nowNs;
    }
  }

  /// What ended the series early: a device that went away, a sink that could not take a sample.
  /// Known for sure when closed.
  public Optional<RuntimeException> failure() {
    return failure;
  }

  /// Takes a last sample, and waits until the sink has it.
  @Override
  public void close() {
    end.countDown();
    over.join();
  }
}
