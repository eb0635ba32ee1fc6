package dev.iotrace.safety;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One size in one mode.
///
/// @param runs how many there were
/// @param round the run that stands for the cell, so that its figures belong together: the median
///   by the time until fsync returned, of an even number the slower of the two in the middle
/// @param leastSyncedNs the fastest run's time until fsync returned
/// @param mostSyncedNs the slowest run's
public record SafetyCell(
    long sizeBytes, Mode mode, int runs, int round, long leastSyncedNs, long mostSyncedNs) {
  /// Of the runs of this size and mode; empty when there is none.
  public static Optional<SafetyCell> of(long sizeBytes, Mode mode, List<SafetyRun> all) {
    List<SafetyRun> runs =
        all.stream()
            .filter(run -> run.sizeBytes() == sizeBytes && run.mode() == mode)
            .sorted(Comparator.comparingLong(SafetyRun::syncedNs))
            .toList();
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SafetyCell(
                sizeBytes,
                mode,
                runs.size(),
                runs.get(runs.size() / 2).round(),
                runs.getFirst().syncedNs(),
                runs.getLast().syncedNs()));
  }

  /// The run that stands for it.
  public SafetyRun median(List<SafetyRun> all) {
    return all.stream()
        .filter(run -> run.sizeBytes() == sizeBytes && run.mode() == mode && run.round() == round)
        .findFirst()
        .orElseThrow();
  }
}
