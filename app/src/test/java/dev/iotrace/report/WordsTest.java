package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.000 ms",
    "21000, 0.021 ms",
    "99999000, 99.999 ms",
    "5889100000, 5889.1 ms",
    "30717000000, 30.717 s",
    "-1800000, -1.800 ms",
  })
  void durationHasASensibleUnit(long nanos, String text) {
    assertThat(Words.duration(nanos)).isEqualTo(text);
  }

  @Test
  void lowerBoundIsNeverRoundedUp() {
    assertThat(Words.ratio(20_479.9, true)).isEqualTo("20,480 x");
    assertThat(Words.ratio(20_479.9, false)).isEqualTo(">= 20,479 x");
    assertThat(Words.ratio(1.999, false)).isEqualTo(">= 1.99 x");
  }

  @Test
  void writesAreShownAsRuns() {
    assertThat(WriteIds.of(List.of(1L), 0)).isEqualTo("1");
    assertThat(WriteIds.of(List.of(1L, 2L, 3L), 0)).isEqualTo("1-3");
    assertThat(WriteIds.of(List.of(1L, 3L), 2)).isEqualTo("1,3+2 others");
    assertThat(WriteIds.of(List.of(1L, 3L, 5L, 7L, 8L), 0)).isEqualTo("1,3,5..+2");
  }

  @Test
  void everythingInvisibleIsSpelledOut() {
    assertThat(SafeText.of("a\\n\n\u001b\u009b\u202e\u2028\uD800 é \uD83D\uDCBE"))
        .isEqualTo("a\\\\n\\u000a\\u001b\\u009b\\u202e\\u2028\\ud800 é \uD83D\uDCBE");
  }
}
