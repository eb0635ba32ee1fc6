package dev.iotrace.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.syscall.DirectIo;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafetyPlanTest {
  private static final DirectIo SECTOR = DirectIo.ofSector(512);

  static Stream<ThrowingCallable> senseless() {
    return Stream.of(
        () -> new SafetyPlan(List.of(0L), 4096, 3),
        () -> new SafetyPlan(List.of(8192L, 0L), 4096, 3),
        () -> new SafetyPlan(List.of(-4096L), 4096, 3),
        () -> new SafetyPlan(List.of(), 4096, 3),
        () -> new SafetyPlan(List.of(4096L, 4096L), 4096, 3),
        () -> new SafetyPlan(List.of(4096L), 0, 3),
        () -> new SafetyPlan(List.of(4096L), -1, 3),
        () -> new SafetyPlan(List.of(1L << 40), 2L << 30, 3),
        () -> new SafetyPlan(List.of(4096L), 8192, 3),
        () -> new SafetyPlan(List.of(5000L), 4096, 3),
        () -> new SafetyPlan(List.of(4096L), 4096, 0));
  }

  @ParameterizedTest
  @MethodSource("senseless")
  void whatMakesNoSenseIsASentence(ThrowingCallable plan) {
    assertRefused(plan);
  }

  static Stream<ThrowingCallable> impossibleThere() {
    SafetyPlan plan = new SafetyPlan(List.of(1_536L, 1_536_000L), 1_536, 1);
    return Stream.of(
        () -> plan.check("/mnt", DirectIo.NONE, Long.MAX_VALUE),
        () -> plan.check("/mnt", DirectIo.ofSector(4096), Long.MAX_VALUE),
        () -> plan.check("/mnt", SECTOR, 1_535_999));
  }

  @ParameterizedTest
  @MethodSource("impossibleThere")
  void whatIsImpossibleThereIsASentence(ThrowingCallable check) {
    assertRefused(check);
  }

  private static void assertRefused(ThrowingCallable tried) {
    assertThatThrownBy(tried)
        .isInstanceOfSatisfying(
            SafetyRefused.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(2);
              assertThat(e.what()).isNotBlank();
              assertThat(e.why()).isNotBlank();
              assertThat(e.mend()).isNotBlank();
            });
  }

  @Test
  void largestFileMustHaveRoomAlone() {
    SafetyPlan plan = new SafetyPlan(List.of(1_536_000L, 512L), 512, 1);
    plan.check("/mnt", SECTOR, 1_536_000);
    assertThat(plan.largest()).isEqualTo(1_536_000);
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 1073741824, 16777216",
    "1048576, 2097152, 2097152",
    "512, 1073741824, 1024000",
    "1073741824, 2147483648, 1073741824",
  })
  void warmUpIsAWholeNumberOfBlocksAndNoMoreThanIsAskedFor(long block, long size, long bytes) {
    assertThat(new SafetyPlan(List.of(size), block, 1).warmUpBytes()).isEqualTo(bytes);
  }
}
