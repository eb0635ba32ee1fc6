package dev.iotrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.bench.BenchRefused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixPlanTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void sizesAreFourteenPowersOfTwo() {
    assertThat(BlockSizes.all()).hasSize(14).startsWith(4096L).endsWith(33_554_432L).isSorted();
  }

  @Test
  void sizesAreListsAndRanges() {
    assertThat(BlockSizes.parse(List.of("1048576", "4096-16384", "8192"), Long::parseLong))
        .containsExactly(4096L, 8192L, 16_384L, 1_048_576L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0-4096", "8192-4096", "2147483648"})
  void sizesThatMakeNoMatrixAreRefused(String words) {
    assertThatThrownBy(() -> BlockSizes.parse(List.of(words), Long::parseLong))
        .isInstanceOf(BenchRefused.class)
        .hasMessageContaining("--sizes " + words);
  }

  @Test
  void wholeMatrixHasACellForEachPair() {
    MatrixPlan plan = plan(List.of(), 128 << 20);
    assertThat(plan.cells()).hasSize(14 * 21).doesNotHaveDuplicates();
  }

  @Test
  void blockGreaterThanTheCellIsRefused() {
    assertThatThrownBy(() -> plan(List.of(), 1 << 20)).hasMessageContaining("--sizes 2097152");
  }

  @Test
  void directIoWantsMultiplesOnlyWhereItIsMeasured() {
    MatrixPlan direct = plan(List.of("O_DIRECT"), List.of(4096L, 5000L));
    assertThatThrownBy(() -> direct.requireMultiples(512))
        .isInstanceOf(BenchRefused.class)
        .hasMessageContaining("--sizes 5000 with O_DIRECT");
    plan(List.of("BUFFERED*"), List.of(4096L, 5000L)).requireMultiples(512);
  }

  private static MatrixPlan plan(List<String> only, long totalBytes) {
    return new MatrixPlan(FlagSet.chosen(only), BlockSizes.all(), totalBytes, SECOND, 3, 0);
  }

  private static MatrixPlan plan(List<String> only, List<Long> sizes) {
    return new MatrixPlan(FlagSet.chosen(only), sizes, 1 << 20, SECOND, 3, 0);
  }
}
