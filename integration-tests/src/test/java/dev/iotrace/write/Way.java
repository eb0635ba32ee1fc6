package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// One way to write, and what must come of it on every file system.
///
/// @param options of `iotrace write`, between blanks
record Way(String options) {
  /// Writes to a new file, with nobody else on the file system, and keeps it.
  WriteReport write(Program iotrace, Path target, String more)
      throws IOException, InterruptedException {
    return iotrace.write(options + " --keep --settle sync" + more, target).assertAlone();
  }

  /// How many bytes the file must have: writes of `same` go to one place.
  long fileBytes(WriteReport report) {
    return bytes(report) * places(report);
  }

  /// Every write was seen, is safe, and its bytes are in the file.
  void assertArrived(WriteReport report) throws IOException {
    int count = Integer.parseInt(report.text("/workload/options/count"));
    assertThat(report.number("/logical/writes")).isEqualTo(count);
    assertThat(report.number("/logical/bytes")).isEqualTo(bytes(report) * count);
    assertThat(report.writes()).hasSize(count);
    assertThat(report.writes()).noneMatch(it -> it.get("durable_after_ns").isNull());
    assertContent(report);
  }

  /// Every write of a run has the same bytes, none of them zero.
  private void assertContent(WriteReport report) throws IOException {
    byte[] content = Files.readAllBytes(Path.of(report.text("/workload/file")));
    assertThat(content).hasSize(Math.toIntExact(fileBytes(report))).doesNotContain((byte) 0);
    int bytes = Math.toIntExact(bytes(report));
    byte[] first = Arrays.copyOf(content, bytes);
    for (int at = 0; at < content.length; at += bytes) {
      byte[] its = Arrays.copyOfRange(content, at, at + bytes);
      assertThat(Arrays.equals(its, first)).as("the write at byte %s", at).isTrue();
    }
  }

  private static long bytes(WriteReport report) {
    return Long.parseLong(report.text("/workload/options/bytes"));
  }

  private long places(WriteReport report) {
    return options.contains("same") ? 1 : report.writes().size();
  }
}
