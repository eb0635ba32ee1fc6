package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.house.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final Path FILE = Documents.ROOT.resolve("docs/reference.md");

  /// `-Drecord=true` writes the file anew.
  @Test
  void referenceIsWhatTheCodeGives() throws IOException {
    if (Boolean.getBoolean("record")) {
      Files.writeString(FILE, Reference.text());
    }
    assertThat(Files.readString(FILE)).isEqualTo(Reference.text());
  }

  @Test
  void everyRowHasAMeaning() {
    assertThat(Reference.text().lines().filter(line -> line.startsWith("|")))
        .isNotEmpty()
        .noneMatch(line -> line.endsWith("|  |"));
  }
}
