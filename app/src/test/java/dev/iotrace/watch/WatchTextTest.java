package dev.iotrace.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.report.Golden;
import dev.iotrace.watch.WatchText.Tables;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTextTest {
  private static View view() {
    Watch watch =
        new Watch(
            Recorded.PLACE,
            Recorded.NAMES,
            Recorded.empty(1_000_000_000L),
            Recorded.counters(0, 0));
    return watch.take(Recorded.threePrograms(), new Counters(131_072, 0, 2, 1), List.of());
  }

  @Test
  void tablesAreTheSameInEveryLocaleAndFitIntoEightyColumns() throws IOException {
    Golden.assertInEveryLocale(
        EXPECTED,
        () -> String.join("\n", new WatchText(80, WatchText.ENDLESS, Tables.BOTH).lines(view())));
    assertThat(EXPECTED.lines()).allSatisfy(it -> assertThat(it).hasSizeLessThanOrEqualTo(80));
  }

  private static final String EXPECTED =
      """
      /mnt/x: ext4 on loop3, 1.00 s, all figures a second
        process     pid  writes  bytes   data  journal  meta  ratio  syncs  flushes
        process382  382       3  3.15M      0    12.3K     0      0      0        0
        process383  383       5  61.4K  61.4K    6.14K     0    1.1      0        0
        process380  380       7  28.7K  32.8K    18.4K     0    1.8      1        2
        total                15  3.24M  94.2K    36.9K     0      0      1        2
        file      writes  bytes   data  journal  meta  ratio  syncs  flushes
        inode 13       3  3.15M      0    12.3K     0      0      0        0
        file16         5  61.4K  61.4K    6.14K     0    1.1      0        0
        file12         7  28.7K  32.8K    18.4K     0    1.8      1        2
        total         15  3.24M  94.2K    36.9K     0      0      1        2
        unattributed 0, other partitions 0; since the start loop3 counted 131,072
        bytes, traced 131,072, difference 0; flushes 2 and 2, difference 0; in flight
        1\
      """;

  @Test
  void rowsThatHaveNoRoomAreCounted() {
    assertThat(new WatchText(80, 8, Tables.FILE).lines(view())).hasSize(8).contains("  and 2 more");
    assertThat(new WatchText(80, 3, Tables.FILE).lines(view())).hasSize(8).contains("  and 2 more");
  }

  @ParameterizedTest
  @CsvSource({"BOTH, 23, 22", "BOTH, 60, 50", "FILE, 23, 23", "PROCESS, 50, 27"})
  void linesFitTheHeight(Tables tables, int height, int lines) {
    assertThat(new WatchText(80, height, tables).lines(manyWriters("/mnt/x"))).hasSize(lines);
  }

  @Test
  void titleOfALongDirectoryGoesOnInTheNextLine() {
    View view = manyWriters("/mnt/" + "x".repeat(100));
    assertThat(new WatchText(80, 23, Tables.BOTH).lines(view))
        .hasSizeLessThanOrEqualTo(23)
        .allSatisfy(it -> assertThat(it).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void ofALongFileNameBothEndsAreShown() {
    assertThat(new WatchText(80, 23, Tables.FILE).lines(manyWriters("/mnt/x")))
        .anySatisfy(it -> assertThat(it).startsWith("  a/direc...").contains("/file-7 "));
  }

  /// Thirty, each with a file of its own.
  private static View manyWriters(String path) {
    View some = view();
    View.Figures figures = some.total();
    List<View.ProcessRow> processes =
        IntStream.range(0, 30).mapToObj(it -> new View.ProcessRow(it, "writer", figures)).toList();
    List<View.FileRow> files =
        IntStream.range(0, 30)
            .mapToObj(it -> new View.FileRow((long) it, fileName(it), figures))
            .toList();
    return new View(
        View.SCHEMA,
        new View.Place(path, "ext4", "loop3"),
        some.endNs(),
        some.intervalNs(),
        figures,
        0,
        0,
        some.books(),
        View.BY_BYTES,
        processes,
        files,
        List.of());
  }

  private static String fileName(int number) {
    return "/mnt/x/a/directory/with/a/name/that/goes/on/for/a/while/file-" + number;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.04, 0",
    "0.5, 0.5",
    "3, 3",
    "9.94, 9.9",
    "9.96, 10",
    "999.4, 999",
    "999.5, 1.00K",
    "12345, 12.3K",
    "99949, 99.9K",
    "123456, 123K",
    "999499, 999K",
    "1e6, 1.00M",
    "9.9949e18, 9.99E"
  })
  void ratesHaveThreeDigits(double value, String text) {
    assertThat(WatchText.rate(value)).isEqualTo(text);
  }
}
