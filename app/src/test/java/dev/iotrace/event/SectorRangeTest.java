package dev.iotrace.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SectorRangeTest {
  @Test
  void sectorHas512BytesWhateverTheDevice() {
    SectorRange range = new SectorRange(16, 8);
    assertThat(range.end()).isEqualTo(24);
    assertThat(range.bytes()).isEqualTo(4096);
  }

  @Test
  void bytesOfTheLongestRangeDoNotOverflow() {
    assertThat(new SectorRange(0, Integer.MAX_VALUE).bytes()).isEqualTo(1_099_511_627_264L);
  }

  @Test
  void lengthCannotBeNegative() {
    assertThatThrownBy(() -> new SectorRange(0, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
