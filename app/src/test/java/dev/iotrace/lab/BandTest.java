package dev.iotrace.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandTest {
  private static Band found(long found) {
    return new Band("the sum", "byte", found, 10, 20);
  }

  @ParameterizedTest
  @CsvSource({"9, NOT as expected", "10, as expected", "20, as expected", "21, NOT as expected"})
  void figureIsJudgedWhereTheBandWasMeasured(long figure, String judged) {
    assertThat(found(figure).sentence("6.18.44-fc"))
        .contains("6.18 the sum was 10 to 20 bytes; here, on 6.18.44-fc, it was " + figure)
        .contains(": " + judged);
  }

  /// 6.180 is not 6.18, and a name without a number is of no series.
  @ParameterizedTest
  @ValueSource(strings = {"5.4.0-1", "6.180.1", "7.18.2", "gnumach", ""})
  void ofOtherKernelsNoBandIsKnown(String kernel) {
    assertThat(found(1000).sentence(kernel))
        .startsWith("No band is known for this kernel: here, on " + kernel + ", it was 1,000. On")
        .doesNotContain("expected");
  }

  @Test
  void bandOfOneFigureNamesItOnce() {
    assertThat(new Band("the sum", "byte", 0, 0, 0).sentence("6.18.0"))
        .startsWith("On Linux 6")
        .contains(" the sum was 0 bytes; here");
  }
}
