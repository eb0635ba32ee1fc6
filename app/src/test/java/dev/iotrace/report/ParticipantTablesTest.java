package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParticipantTablesTest {
  private static final List<ProcessEntry> PROCESS =
      List.of(new ProcessEntry(4017, "sqlite3", 14, 25_640, 8, 184_320, 7.1888, List.of()));
  private static final List<FileEntry> FILE =
      List.of(new FileEntry(13, "/srv/base", 4, 16_384, 2, 57_559, 3.5131, List.of()));

  @Test
  void ratiosAreLowerBoundsWhereThereIsACaveat() {
    assertThat(ParticipantTables.processes(PROCESS, false, 80).getLast()).endsWith(">= 7.18 x");
    assertThat(ParticipantTables.files(FILE, false, 80).getLast()).endsWith(">= 3.51 x");
  }

  @Test
  void ratiosAreExactWhereThereIsNone() {
    assertThat(ParticipantTables.processes(PROCESS, true, 80).getLast()).endsWith("  7.19 x");
    assertThat(ParticipantTables.files(FILE, true, 80).getLast()).endsWith("  3.51 x");
  }
}
