package dev.iotrace.workload;

/// Where in the file the writes go. A *place* is a stretch of one write's size; the places lie side
/// by side, from the offset on.
public enum Pattern {
  /// From the first place to the last.
  SEQ,

  /// Every place once, in an order drawn by the seed: a [Permutation].
  RANDOM,

  /// Every write to the first place.
  SAME
}
