package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The names of the files for a second report.
class RunOutputOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "report.json, report-sdb1.json",
    "/tmp/a.b/report.json, /tmp/a.b/report-sdb1.json",
    "/tmp/a.b/report, /tmp/a.b/report-sdb1",
    "trace.jsonl.gz, trace-sdb1.jsonl.gz",
    "trace.gz, trace-sdb1.gz",
    "report.2026.html, report.2026-sdb1.html",
    ".hidden, .hidden-sdb1"
  })
  void haveTheDeviceBeforeTheExtension(Path file, Path second) {
    assertThat(RunOutputOptions.with(file, "sdb1")).isEqualTo(second);
  }
}
