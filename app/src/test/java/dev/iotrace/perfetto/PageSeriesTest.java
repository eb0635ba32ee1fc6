package dev.iotrace.perfetto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageSeriesTest {
  private record Change(long timeNs, long more) {}

  private static List<Change> changes(PageSeries series) {
    List<Change> changes = new ArrayList<>();
    series.changes((timeNs, more) -> changes.add(new Change(timeNs, more)));
    return changes;
  }

  @Test
  void eachReadingIsAChangeFromTheOneBefore() {
    PageSeries series = new PageSeries(10);
    series.add(100, 3);
    series.add(200, 1);
    series.add(300, 0);
    assertThat(changes(series))
        .containsExactly(new Change(100, 3), new Change(200, -2), new Change(300, -1));
  }

  @Test
  void eventThatComesLateCountsFromTheLastOnesTimeOn() {
    PageSeries series = new PageSeries(10);
    series.add(200, 3);
    series.add(100, 5);
    assertThat(changes(series)).containsExactly(new Change(200, 5));
  }

  @Test
  void longSeriesStaysShortAndEndsWithItsLastReading() {
    PageSeries series = new PageSeries(100);
    for (int i = 1; i <= 10_000; i++) {
      series.add(i * 700L, i % 50);
    }
    series.add(8_000_000, 17);
    assertThat(changes(series)).hasSizeBetween(50, 100);
    assertThat(changes(series).stream().mapToLong(Change::more).sum()).isEqualTo(17);
    assertThat(changes(series).stream().map(Change::timeNs)).isSorted();
  }
}
