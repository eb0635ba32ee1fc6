package dev.iotrace.cli;

import dev.iotrace.expect.Band;
import dev.iotrace.expect.Exactness;
import dev.iotrace.expect.Expectation;
import dev.iotrace.saved.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `iotrace assert` asks of a report.
final class ExpectationOptions {
  @Option(
      names = "--require",
      paramLabel = "WHAT",
      split = ",",
      description =
          "closed: the books are; complete: the run went to its end, and all was seen to reach its"
              + " place; attributed: every byte written has a cause.")
  List<String> require = List.of();

  @Option(
      names = "--max-ratio",
      paramLabel = "X",
      description = "Device bytes for each logical byte, settled.")
  @Nullable Double maxRatio;

  @Option(names = "--min-ratio", paramLabel = "X", description = "The same, from below.")
  @Nullable Double minRatio;

  @Option(
      names = "--max-ratio-at-return",
      paramLabel = "X",
      description = "The same, when the last call had returned.")
  @Nullable Double maxRatioAtReturn;

  @Option(
      names = "--max-device-bytes",
      paramLabel = "N",
      converter = SizeConverter.class,
      description = "Bytes written to the device, settled.")
  @Nullable Long maxDeviceBytes;

  @Option(names = "--max-requests", paramLabel = "N", description = "Requests to the device.")
  @Nullable Long maxRequests;

  @Option(names = "--max-flushes", paramLabel = "N", description = "Flushes of the device's cache.")
  @Nullable Long maxFlushes;

  @Option(
      names = "--max-flushes-per-sync",
      paramLabel = "X",
      description = "Flushes for each sync that the program asked for.")
  @Nullable Double maxFlushesPerSync;

  @Option(
      names = "--max-durable",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "From the beginning of a write until a power cut no longer loses it.")
  @Nullable Duration maxDurable;

  /// All that is asked, in the order of the help text.
  ///
  /// @throws OptionRefused when there is no such thing to ask for
  List<Expectation> asked() {
    List<Expectation> asked = new ArrayList<>();
    require.forEach(word -> asked.add(Words.of(Exactness.class, "--require", word)));
    atMost(asked, Figure.RATIO, maxRatio);
    if (minRatio != null) {
      asked.add(Band.atLeast(Figure.RATIO, minRatio));
    }
    atMost(asked, Figure.RETURN_RATIO, maxRatioAtReturn);
    atMost(asked, Figure.DEVICE_BYTES, maxDeviceBytes);
    atMost(asked, Figure.REQUESTS, maxRequests);
    atMost(asked, Figure.FLUSHES, maxFlushes);
    if (maxFlushesPerSync != null) {
      asked.add(Band.flushesPerSync(maxFlushesPerSync));
    }
    if (maxDurable != null) {
      asked.add(Band.durable((double) maxDurable.toNanos()));
    }
    return asked;
  }

  private static void atMost(List<Expectation> asked, Figure figure, @Nullable Number bound) {
    if (bound != null) {
      asked.add(Band.atMost(figure, bound.doubleValue()));
    }
  }
}
