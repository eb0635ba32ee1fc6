package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.house.Documents;
import dev.iotrace.report.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final Path FILE = Documents.ROOT.resolve("docs/reference.md");

  /// `-Drecord=true` writes the file anew.
  @Test
  void referenceIsWhatTheCodeGives() throws IOException {
    Golden.assertRecorded(FILE, Reference.text());
  }

  @Test
  void everyRowHasAMeaning() {
    assertThat(Reference.text().lines().filter(line -> line.startsWith("|")))
        .isNotEmpty()
        .noneMatch(line -> line.endsWith("|  |"));
  }
}
