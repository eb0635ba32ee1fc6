package dev.iotrace.compare;

import dev.iotrace.correlate.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The [Figures] of a cell's runs, each as its median and range.
///
/// @param amplificationRatio median of the settled bytes for each logical byte, null without
/// @param byCause each cause that wrote something in some run
/// @param durableAfterNs null when it is not known of every run
public record Summary(
    Spread atReturnBytes,
    Spread atReturnFlushes,
    Spread settledBytes,
    @Nullable Double amplificationRatio,
    List<CauseSpread> byCause,
    Spread unattributedAtReturnBytes,
    Spread unattributedBytes,
    Spread flushes,
    Spread fuaWrites,
    Spread requests,
    Spread readBytes,
    @Nullable Spread latencyNs,
    @Nullable Spread returnedAfterNs,
    @Nullable Spread durableAfterNs,
    @Nullable Spread settledAfterNs) {

  /// Bytes written to the device for one cause, by any path.
  public record CauseSpread(Cause cause, Spread deviceBytes) {}

  /// Of at least one run.
  static Summary of(List<Figures> runs) {
    Spread settled = spread(runs, Figures::settledBytes);
    long bytes = spread(runs, Figures::bytes).median();
    return new Summary(
        spread(runs, Figures::atReturnBytes),
        spread(runs, Figures::atReturnFlushes),
        settled,
        bytes == 0 ? null : (double) settled.median() / bytes,
        Arrays.stream(Cause.values())
            .map(cause -> new CauseSpread(cause, spread(runs, run -> run.of(cause))))
            .filter(it -> it.deviceBytes().max() > 0)
            .toList(),
        spread(runs, Figures::unattributedAtReturnBytes),
        spread(runs, Figures::unattributedBytes),
        spread(runs, Figures::flushes),
        spread(runs, Figures::fuaWrites),
        spread(runs, Figures::requests),
        spread(runs, Figures::readBytes),
        spreadIfKnown(runs, Figures::latencyNs),
        spreadIfKnown(runs, Figures::returnedAfterNs),
        spreadIfKnown(runs, Figures::durableAfterNs),
        spreadIfKnown(runs, Figures::settledAfterNs));
  }

  /// Bytes written for one cause.
  Spread of(Cause cause) {
    return byCause.stream()
        .filter(it -> it.cause() == cause)
        .map(CauseSpread::deviceBytes)
        .findFirst()
        .orElse(new Spread(0, 0, 0));
  }

  private static Spread spread(List<Figures> runs, Function<Figures, Long> figure) {
    return Spread.of(runs.stream().map(figure).toList());
  }

  /// A median of the known ones alone would be that of the lucky runs.
  private static @Nullable Spread spreadIfKnown(
      List<Figures> runs, Function<Figures, @Nullable Long> figure) {
    List<Long> known = runs.stream().map(figure).filter(Objects::nonNull).toList();
    return known.size() < runs.size() ? null : Spread.of(known);
  }
}
