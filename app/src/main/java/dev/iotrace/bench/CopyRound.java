package dev.iotrace.bench;

import dev.iotrace.copy.Copier;
import dev.iotrace.copy.CopyRefused;
import dev.iotrace.copy.CopyResult;
import dev.iotrace.copy.CopySpec;
import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.report.Report.State;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One copy between readings of the device's counters: before it, when the last byte was copied,
/// and after the closing fsync.
final class CopyRound implements Copier.Watcher {
  private final Supplier<DeviceCounters> counters;
  private final BooleanSupplier stop;
  private final DeviceCounters before;
  private DeviceCounters atReturn;
  private DeviceCounters afterSync;
  private long calls;

  CopyRound(Supplier<DeviceCounters> counters, BooleanSupplier stop) {
    this.counters = counters;
    this.stop = stop;
    this.before = counters.get();
    this.atReturn = before;
    this.afterSync = before;
  }

  @Override
  public boolean copied(long bytes, long of) {
    calls++;
    return !stop.getAsBoolean();
  }

  @Override
  public void moved() {
    atReturn = counters.get();
  }

  @Override
  public void synced() {
    afterSync = counters.get();
  }

  /// How it ended.
  ///
  /// @param cannot the strategy does not do for these files
  record Ended(Throughput throughput, boolean cannot, boolean differs) {}

  /// Copies. The time is that of the bytes, and of giving the file its length where that was asked
  /// for or needed; holes that were left out are no bytes.
  ///
  /// @param spec with sync
  /// @throws CopyRefused when no strategy would do
  Ended run(int round, CopySpec spec) {
    try {
      CopyResult result = Copier.run(spec, this);
      return new Ended(throughput(round, result), false, result.differs());
    } catch (CopyRefused refused) {
      if (!refused.ofStrategy()) {
        throw refused;
      }
      return new Ended(nothing(round, refused.why()), true, false);
    }
  }

  private Throughput throughput(int round, CopyResult result) {
    long bytes = result.bytes() - result.holeBytes();
    long ns = result.allocated().ns() + result.ns();
    boolean synced = result.syncNs() > 0;
    DeviceCounters change = afterSync.minus(before);
    return new Throughput(
        round,
        state(result),
        bytes,
        calls,
        Throughput.seconds(ns),
        Throughput.mbPerS(bytes, ns),
        null,
        0,
        null,
        synced ? Throughput.seconds(result.syncNs()) : null,
        synced ? Throughput.mbPerS(bytes, ns + result.syncNs()) : null,
        atReturn.minus(before).writeBytes(),
        change.writeBytes(),
        change.writes().requests(),
        change.flushed().known() ? change.flushes() : null,
        change.readBytes(),
        failure(result));
  }

  private static State state(CopyResult result) {
    if (result.interrupted()) {
      return State.INTERRUPTED;
    }
    return result.complete() ? State.COMPLETE : State.FAILED;
  }

  private static String failure(CopyResult result) {
    return result
        .stopped()
        .map(it -> it.what() + ": " + it.why())
        .orElse(result.differs() ? "the copy is not equal to its source" : "");
  }

  private static Throughput nothing(int round, String why) {
    return new Throughput(
        round, State.FAILED, 0, 0, 0, 0, null, 0, null, null, null, 0, 0, 0, null, 0, why);
  }
}
