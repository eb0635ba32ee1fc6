package dev.iotrace.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is told of the device while a benchmark runs.
final class SeriesOptions {
  @Option(
      names = "--series",
      paramLabel = "FILE",
      description = "What the device did each --interval, as CSV in a new file.")
  @Nullable Path series;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How often the device is looked at: 100ms, 1s. Default: 1s.")
  Duration interval = Duration.ofSeconds(1);

  /// Looks whether they make sense.
  ///
  /// @throws dev.iotrace.event.Refusal when they do not
  void check() {
    if (!interval.isPositive()) {
      throw new OptionRefused(
          "--interval 0", "the device cannot be looked at without a pause", "give 1ms or more");
    }
  }

  /// Makes the file.
  ///
  /// @throws dev.iotrace.event.Refusal when it exists or cannot be made
  SeriesOutput open(Progress progress) {
    return new SeriesOutput(series, interval, progress);
  }
}
