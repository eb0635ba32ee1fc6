package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void nothingReturnedWhereNothingWasCalled() {
    Report report = new SyntheticRun().ended(0).settled(610);
    assertThat(Moments.lines(report, 80)).isEqualTo(List.of("  settled after   610.0 ms"));
  }

  @Test
  void noWriteIsTheSlowestOfNone() {
    Report report = new SyntheticRun().sync(1, 0).ended(5).settled(610);
    assertThat(Moments.lines(report, 80))
        .isEqualTo(
            List.of("  returned after  5.000 ms (0 writes, 1 sync)", "  settled after   610.0 ms"));
  }
}
