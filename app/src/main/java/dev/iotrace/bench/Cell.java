package dev.iotrace.bench;

import dev.iotrace.workload.Pattern;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// One way of writing, and what its rounds came to. Its own figures are those of one round, the
/// median by MB/s of those that were complete, so that they belong together; of an even number the
/// slower of the two in the middle. They mean what they mean in [Throughput].
///
/// @param mode see [Setting]
/// @param round the round whose figures these are
/// @param rounds all of them, in the order in which they were made
/// @param traced what such writes cause; null where none was traced
public record Cell(
    String mode,
    @Nullable String strategy,
    String engine,
    int queueDepth,
    Pattern pattern,
    long blockBytes,
    int round,
    long bytes,
    double seconds,
    double mbPerS,
    Latencies.@Nullable Summary latencyNs,
    long syncs,
    Latencies.@Nullable Summary syncLatencyNs,
    @Nullable Double closingSeconds,
    @Nullable Double closedMbPerS,
    long returnDeviceBytes,
    long deviceBytes,
    long deviceWrites,
    @Nullable Long flushes,
    long deviceReadBytes,
    List<Throughput> rounds,
    @Nullable Traced traced) {

  /// @param rounds at least one; when none is complete, the first stands for all
  public static Cell of(Setting setting, List<Throughput> rounds) {
    return of(setting, rounds, Throughput::mbPerS);
  }

  /// The same, with the median by another figure.
  public static Cell of(
      Setting setting, List<Throughput> rounds, ToDoubleFunction<Throughput> speed) {
    Throughput median = median(rounds, speed);
    return new Cell(
        setting.mode(),
        setting.strategy(),
        setting.engine(),
        setting.queueDepth(),
        setting.pattern(),
        setting.blockBytes(),
        median.round(),
        median.bytes(),
        median.seconds(),
        median.mbPerS(),
        median.latencyNs(),
        median.syncs(),
        median.syncLatencyNs(),
        median.closingSeconds(),
        median.closedMbPerS(),
        median.returnDeviceBytes(),
        median.deviceBytes(),
        median.deviceWrites(),
        median.flushes(),
        median.deviceReadBytes(),
        List.copyOf(rounds),
        null);
  }

  /// The same with what such writes cause.
  public Cell with(Traced traces) {
    return new Cell(
        mode,
        strategy,
        engine,
        queueDepth,
        pattern,
        blockBytes,
        round,
        bytes,
        seconds,
        mbPerS,
        latencyNs,
        syncs,
        syncLatencyNs,
        closingSeconds,
        closedMbPerS,
        returnDeviceBytes,
        deviceBytes,
        deviceWrites,
        flushes,
        deviceReadBytes,
        rounds,
        traces);
  }

  private static Throughput median(List<Throughput> rounds, ToDoubleFunction<Throughput> speed) {
    List<Throughput> complete =
        rounds.stream()
            .filter(Throughput::complete)
            .sorted(Comparator.comparingDouble(speed))
            .toList();
    return complete.isEmpty() ? rounds.getFirst() : complete.get((complete.size() - 1) / 2);
  }
}
