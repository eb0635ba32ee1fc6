package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.correlate.PendingBios.Part;
import org.junit.jupiter.api.Test;

class PendingBiosTest {
  private final PendingBios pending = new PendingBios();

  @Test
  void mergedRequestCarriesItsBiosInSectorOrder() {
    Bio right = add(8, 8);
    Bio left = add(0, 8);
    assertThat(pending.take(0, 16)).containsExactly(new Part(left, 0, 8), new Part(right, 0, 8));
    assertThat(pending.size()).isZero();
  }

  @Test
  void splitRequestsCarryTheRunsOfABio() {
    Bio bio = add(0, 16);
    assertThat(pending.take(0, 6)).containsExactly(new Part(bio, 0, 6));
    assertThat(pending.take(6, 16)).containsExactly(new Part(bio, 6, 10));
    assertThat(pending.size()).isZero();
  }

  @Test
  void requestMayEndWithinABio() {
    Bio left = add(0, 8);
    Bio right = add(8, 8);
    assertThat(pending.take(0, 12)).containsExactly(new Part(left, 0, 8), new Part(right, 0, 4));
    assertThat(pending.take(12, 16)).containsExactly(new Part(right, 4, 4));
  }

  @Test
  void twoBiosForOneSectorLeaveAsTheyCame() {
    Bio first = add(0, 8);
    Bio second = add(0, 8);
    assertThat(pending.take(0, 8)).containsExactly(new Part(first, 0, 8));
    assertThat(pending.take(0, 8)).containsExactly(new Part(second, 0, 8));
  }

  @Test
  void requestThatNobodyAskedForCarriesNothing() {
    add(100, 8);
    assertThat(pending.take(0, 8)).isEmpty();
    assertThat(pending.size()).isEqualTo(1);
  }

  private Bio add(long sector, int sectors) {
    Bio bio = Bios.of("W", sector, sectors);
    pending.add(bio);
    return bio;
  }
}
