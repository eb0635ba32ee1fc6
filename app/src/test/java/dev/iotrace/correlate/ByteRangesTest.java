package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRangesTest {
  private final ByteRanges ranges = new ByteRanges();

  @Test
  void neighboursAreJoined() {
    ranges.add(0, 10);
    ranges.add(20, 30);
    assertThat(ranges.covers(0, 30)).isFalse();
    ranges.add(10, 20);
    assertThat(ranges.covers(0, 30)).isTrue();
    assertThat(ranges.covers(0, 31)).isFalse();
  }

  @Test
  void emptyRangeAddsNothing() {
    ranges.add(5, 5);
    assertThat(ranges.covers(5, 6)).isFalse();
  }

  @Test
  void coversWhatABitSetCovers() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    BitSet bits = new BitSet();
    for (int i = 0; i < 2000; i++) {
      int start = random.nextInt(1000);
      int end = start + random.nextInt(5);
      ranges.add(start, end);
      bits.set(start, end);
      int gone = random.nextInt(1000);
      int back = gone + random.nextInt(5);
      ranges.remove(gone, back);
      bits.clear(gone, back);
      int from = random.nextInt(1000);
      int to = from + 1 + random.nextInt(20);
      assertThat(ranges.covers(from, to))
          .as("seed %d, step %d", seed, i)
          .isEqualTo(bits.nextClearBit(from) >= to);
    }
  }
}
