package dev.iotrace.bench;

import java.util.Arrays;

/// Rounds of two programs, in pairs.
final class Pairs {
  private final double[] ourMbPerS;
  private final double[] theirMbPerS;

  private Pairs(int pairs) {
    ourMbPerS = new double[pairs];
    theirMbPerS = new double[pairs];
  }

  /// What happens before each round.
  @FunctionalInterface
  interface Preparation {
    void run() throws Exception;
  }

  /// Runs them, the first pair for nothing; who begins changes from pair to pair.
  static Pairs of(Rival ours, Rival theirs, int pairs, Preparation preparation) throws Exception {
    Pairs figures = new Pairs(pairs);
    for (int pair = -1; pair < pairs; pair++) {
      for (int turn = 0; turn < 2; turn++) {
        boolean we = turn == Math.floorMod(pair, 2);
        preparation.run();
        double mbPerS = (we ? ours : theirs).mbPerS();
        (we ? figures.ourMbPerS : figures.theirMbPerS)[Math.max(pair, 0)] = mbPerS;
      }
    }
    return figures;
  }

  double ours() {
    return percentile(50, ourMbPerS);
  }

  double theirs() {
    return percentile(50, theirMbPerS);
  }

  /// A percentile of what we did for each byte that they did.
  double ratio(int percent) {
    double[] ratios = new double[ourMbPerS.length];
    for (int pair = 0; pair < ratios.length; pair++) {
      ratios[pair] = ourMbPerS[pair] / theirMbPerS[pair];
    }
    return percentile(percent, ratios);
  }

  private static double percentile(int percent, double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) * percent / 100];
  }
}
