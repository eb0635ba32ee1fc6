package dev.iotrace.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 23, 64, 65, 1000, 100_003})
  void holdsEachNumberOnce(long size) {
    for (long seed = 0; seed < 5; seed++) {
      long[] sorted = numbers(size, seed).sorted().toArray();
      assertThat(sorted).isEqualTo(LongStream.range(0, size).toArray());
    }
  }

  @Test
  void orderDependsOnTheSeedAlone() {
    assertThat(numbers(1000, 1).toArray()).isEqualTo(numbers(1000, 1).toArray());
    assertThat(numbers(1000, 1).toArray()).isNotEqualTo(numbers(1000, 2).toArray());
  }

  @Test
  void neighboursAreRarelyNeighbours() {
    long[] order = numbers(10_000, 7).toArray();
    long neighbours = 0;
    for (int i = 1; i < order.length; i++) {
      if (order[i] == order[i - 1] + 1) {
        neighbours++;
      }
    }
    assertThat(neighbours).isLessThan(100);
  }

  private static LongStream numbers(long size, long seed) {
    Permutation permutation = new Permutation(size, seed);
    return LongStream.range(0, size).map(permutation::at);
  }
}
