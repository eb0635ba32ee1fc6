package dev.iotrace.workload;

import java.util.SplittableRandom;

/// The numbers from 0 to `size - 1` in an order drawn by a seed, each once, without a table of
/// them.
///
/// A bijection of the next power of two, applied again as long as it leads outside.
public final class Permutation {
  private static final int ROUNDS = 4;

  private final long size;
  private final long mask;
  private final int shift;
  private final long[] factors = new long[ROUNDS];
  private final long[] addends = new long[ROUNDS];

  /// @param size at least 1
  public Permutation(long size, long seed) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    this.size = size;
    this.mask = (1L << bits) - 1;
    this.shift = Math.max(1, bits / 2);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < ROUNDS; i++) {
      factors[i] = random.nextLong() | 1; // odd: invertible modulo a power of two
      addends[i] = random.nextLong();
    }
  }

  /// The number that stands at this index.
  public long at(long index) {
    long number = mix(index);
    while (number >= size) {
      number = mix(number);
    }
    return number;
  }

  private long mix(long number) {
    long mixed = number;
    for (int i = 0; i < ROUNDS; i++) {
      mixed = (mixed * factors[i] + addends[i]) & mask;
      mixed ^= mixed >>> shift;
    }
    return mixed;
  }
}
