package dev.iotrace.correlate;

/// How much the correlator kept at one time at most: what its memory follows. Writes, tasks, bios
/// and requests are counted at each event, the others once in [StateGauge#PERIOD].
///
/// @param peakWrites logical writes and operations that were not finished with
/// @param peakTasks threads that were followed
/// @param peakBios bios that were submitted and not wholly issued
/// @param peakRequests requests that were not handed over: in flight, or of a running transaction
/// @param peakFiles files that were known
/// @param peakPages dirty pages of theirs
/// @param peakExtents pieces of theirs whose place on the device was known
/// @param peakTransactions journal transactions and blocks that had not reached their place; 0 on
///   file systems where they are not counted
public record State(
    long peakWrites,
    long peakTasks,
    long peakBios,
    long peakRequests,
    long peakFiles,
    long peakPages,
    long peakExtents,
    long peakTransactions) {
  static final State NOTHING = new State(0, 0, 0, 0, 0, 0, 0, 0);

  /// The greater of each.
  State max(State other) {
    return new State(
        Math.max(peakWrites, other.peakWrites),
        Math.max(peakTasks, other.peakTasks),
        Math.max(peakBios, other.peakBios),
        Math.max(peakRequests, other.peakRequests),
        Math.max(peakFiles, other.peakFiles),
        Math.max(peakPages, other.peakPages),
        Math.max(peakExtents, other.peakExtents),
        Math.max(peakTransactions, other.peakTransactions));
  }
}
