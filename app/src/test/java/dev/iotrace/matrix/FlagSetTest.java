package dev.iotrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.bench.BenchRefused;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.workload.Sync;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagSetTest {
  @Test
  void allAreTwentyOneAndTheirNamesDiffer() {
    assertThat(FlagSet.all()).hasSize(21);
    assertThat(names(List.of()))
        .doesNotHaveDuplicates()
        .startsWith("BUFFERED", "BUFFERED+ALIGNED", "O_DIRECT", "AMORTIZED_FDATASYNC")
        .endsWith("O_SYNC", "O_SYNC+ALIGNED", "O_SYNC+O_DIRECT");
  }

  @Test
  void nameMeansItselfInAnyCase() {
    for (FlagSet each : FlagSet.all()) {
      assertThat(FlagSet.chosen(List.of(each.name()))).containsExactly(each);
    }
    assertThat(names(List.of("fsync"))).containsExactly("FSYNC");
  }

  @Test
  void starStandsForAnyLettersAndOrderIsThatOfTheMatrix() {
    assertThat(names(List.of("o_sync", "*direct", "O_DIRECT")))
        .containsExactly(
            "O_DIRECT",
            "AMORTIZED_FDATASYNC+O_DIRECT",
            "AMORTIZED_FSYNC+O_DIRECT",
            "FDATASYNC+O_DIRECT",
            "FSYNC+O_DIRECT",
            "O_DSYNC+O_DIRECT",
            "O_SYNC",
            "O_SYNC+O_DIRECT");
    assertThat(names(List.of("FSYNC*"))).hasSize(3);
  }

  @Test
  void unknownNameIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> FlagSet.chosen(List.of("FSYNC", "SYNC.*")))
        .isInstanceOf(BenchRefused.class)
        .hasMessageContaining("--only SYNC.*")
        .hasMessageContaining("AMORTIZED_FSYNC+ALIGNED");
  }

  @Test
  void onlyThoseOfTheirNameAskTheKernelForSafetyAtOpen() {
    for (FlagSet each : FlagSet.all()) {
      int flags = each.openFlags();
      assertThat((flags & OpenFlags.O_DIRECT) != 0).isEqualTo(each.name().contains("O_DIRECT"));
      assertThat((flags & OpenFlags.O_SYNC) == OpenFlags.O_SYNC)
          .isEqualTo(each.name().startsWith("O_SYNC"));
      assertThat((flags & OpenFlags.O_DSYNC) != 0)
          .isEqualTo(each.name().startsWith("O_DSYNC") || each.name().startsWith("O_SYNC"));
    }
  }

  @Test
  void everySetHasExactlyOneWayToSafety() {
    for (Durability each : Durability.values()) {
      int ways =
          (each.closing() != Sync.NONE ? 1 : 0)
              + (each.each() != Sync.NONE ? 1 : 0)
              + (each.openFlags() != 0 ? 1 : 0);
      assertThat(ways).as("%s", each).isEqualTo(1);
    }
  }

  private static List<String> names(List<String> patterns) {
    return FlagSet.chosen(patterns).stream().map(FlagSet::name).toList();
  }
}
