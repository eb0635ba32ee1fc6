package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.report.TextTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void ofWordsTheBeginningIsKeptAndOfPathsBothEnds() {
    TextTable table =
        new TextTable(
            List.of(
                Column.elastic("process", 2, 8),
                Column.path("file", 2, 12),
                Column.right("bytes", 1)));
    table.add(List.of("4711 postgres", "/srv/base/5/16384", "8,192"));
    table.add(List.of("1 sh", "inode 13", "1"));
    assertThat(table.lines(29))
        .containsExactly(
            "  process  file         bytes", //
            "  4711 po~ /sr.../16384 8,192",
            "  1 sh     inode 13         1");
  }
}
