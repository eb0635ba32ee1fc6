package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.correlate.Audit;
import dev.iotrace.report.Books.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BooksTest {
  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyTracedByteBelongsToSomebodyOnce(Scenario scenario) {
    Report report = scenario.report();
    assertThat(report.writes().stream().mapToLong(WriteEntry::deviceBytes).sum())
        .isEqualTo(report.settled().deviceBytes());
    assertThat(report.byCause().stream().mapToLong(Report.CauseSum::deviceBytes).sum())
        .isEqualTo(report.settled().deviceBytes());
    assertThat(
            report.settled().deviceBytes()
                + report.unrelated().deviceBytes()
                + report.unattributed().deviceBytes())
        .isEqualTo(report.audit().traced().writeBytes())
        .isEqualTo(report.audit().attributedWriteBytes());
  }

  @Test
  void booksCloseOnlyWhenNothingDiffers() {
    assertThat(verdict(new Audit(true, 4096, 4096, 2, 2, 4096, 0, 0), 4096))
        .isEqualTo(Verdict.CLOSED);
    assertThat(verdict(new Audit(true, 4096, 4096, -1, 2, 4096, 0, 0), 4096))
        .isEqualTo(Verdict.CLOSED);
    assertThat(verdict(new Audit(true, 8192, 4096, 2, 2, 4096, 0, 0), 4096))
        .isEqualTo(Verdict.LOWER_BOUND);
    assertThat(verdict(new Audit(true, 4096, 4096, 3, 2, 4096, 0, 0), 4096))
        .isEqualTo(Verdict.LOWER_BOUND);
    assertThat(verdict(new Audit(true, 4096, 4096, 2, 2, 4096, 1, 0), 4096))
        .isEqualTo(Verdict.LOWER_BOUND);
    assertThat(verdict(new Audit(true, 4096, 4096, 2, 2, 4096, 0, 1), 4096))
        .isEqualTo(Verdict.LOWER_BOUND);
  }

  @Test
  void booksDoNotCloseWhenTheReportLosesABytesOwner() {
    assertThat(verdict(new Audit(true, 4096, 4096, 2, 2, 4096, 0, 0), 4095))
        .isEqualTo(Verdict.LOWER_BOUND);
  }

  @Test
  void withoutCountersNothingIsChecked() {
    assertThat(verdict(new Audit(false, 0, 4096, -1, 2, 4096, 0, 0), 4096))
        .isEqualTo(Verdict.UNCHECKED);
    assertThat(verdict(new Audit(false, 0, 4096, -1, 2, 4096, 3, 0), 4096))
        .isEqualTo(Verdict.LOWER_BOUND);
  }

  private static Verdict verdict(Audit audit, long attributed) {
    return Books.of(
            audit, new Books.Beside(0, List.of(), null), attributed, new Books.Attribution(0, 0, 0))
        .verdict();
  }
}
