package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// The recorded run wrote 4 bytes, without a sync; its report is checked by hand against
/// `expected.json` of its trace.
class AssertCommandTest {
  private static final String FOUR_BYTES = "recorded-6.18-bpftrace-0.17-ext4-four-bytes-drain";
  private static final String FSYNC = "recorded-6.18-bpftrace-0.17-ext4-fsync-23";

  @TempDir Path directory;

  /// 90,112 bytes in 4 flushes, after 36 to 39 s.
  @ParameterizedTest
  @CsvSource({
    "--max-ratio, 22528, 0",
    "--max-ratio, 22527.9, 1",
    "--min-ratio, 22528, 0",
    "--min-ratio, 22528.1, 1",
    "--max-ratio-at-return, 0, 0",
    "--max-device-bytes, 88k, 0",
    "--max-device-bytes, 90111, 1",
    "--max-flushes, 4, 0",
    "--max-flushes, 3, 1",
    "--max-requests, 1000, 0",
    "--max-requests, 1, 1",
    "--max-durable, 60s, 0",
    "--max-durable, 1s, 1",
    "--max-flushes-per-sync, 1000, 1", // it made no sync
    "--require, closed, 0",
    "--require, 'CLOSED,complete,attributed', 0"
  })
  void boundsAreChecked(String option, String bound, int exitCode) throws IOException {
    Path report = SavedReports.keep(FOUR_BYTES, directory, "four.json");
    CommandRun run = CommandRun.of("assert", report.toString(), option, bound);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(exitCode);
    assertThat(run.out()).contains(exitCode == 0 ? "  ok    " : "  FAIL  ");
  }

  /// 23 writes with an fsync each: 46 or more flushes on a device without FUA.
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 0"})
  void flushesCountBySync(String bound, int exitCode) throws IOException {
    Path report = SavedReports.keep(FSYNC, directory, "fsync.json");
    CommandRun run = CommandRun.of("assert", report.toString(), "--max-flushes-per-sync", bound);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @CsvSource({
    "lost-events, --max-device-bytes, 1t, 1, or more: the books are lower_bound",
    "lost-events, --max-device-bytes, 1, 1, FAIL",
    "lost-events, --min-ratio, 0.1, 0, ok",
    "lost-events, --require, closed, 1, the books are lower_bound",
    "interrupted, --require, complete, 1, the run was interrupted",
    "failed-write, --require, complete, 1, the run was failed"
  })
  void lowerBoundsShowNoMost(String folder, String option, String bound, int exitCode, String words)
      throws IOException {
    Path report = SavedReports.keep(folder, directory, "report.json");
    CommandRun run = CommandRun.of("assert", report.toString(), option, bound);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(exitCode);
    assertThat(run.out().replaceAll("\\s+", " ")).contains(words);
  }

  @Test
  void aReportOfAnOlderVersionTellsLess() throws IOException {
    Path report = directory.resolve("old.json");
    String text = Files.readString(TraceFolder.of(FOUR_BYTES).expected());
    Files.writeString(report, text.replaceFirst("\"stages\": .*\n", ""));
    assertThat(Files.readString(report)).isNotEqualTo(text);
    CommandRun run =
        CommandRun.of("assert", report.toString(), "--max-durable", "1h", "--max-flushes", "4");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("FAIL").contains("does not tell").contains("ok    flushes");
  }

  @ParameterizedTest
  @CsvSource({
    "iotrace-report/2, newer one",
    "iotrace-trace/1, iotrace report FILE",
    "iotrace-bench/1, made by --json",
    "'', made by --json"
  })
  void otherDocumentsAreRefused(String schema, String mend) throws IOException {
    Path report = Files.writeString(directory.resolve("r"), "{\"schema\": \"" + schema + "\"}");
    CommandRun run = CommandRun.of("assert", report.toString(), "--require", "closed");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(mend).hasLineCount(1);
  }

  @Test
  void aDirectoryIsAllItsReportsAndAllMustHold() throws IOException {
    SavedReports.keep(FOUR_BYTES, directory, "a.json");
    SavedReports.keep(FOUR_BYTES, directory, "b.json", 1L << 40);
    CommandRun run = CommandRun.of("assert", directory.toString(), "--max-device-bytes", "1m");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(4);
  }

  @Test
  void outcomesAsJUnitXml() throws Exception {
    Path report = SavedReports.keep(FOUR_BYTES, directory, "a<b>&\u001b\"c.json");
    Path xml = directory.resolve("junit.xml");
    String[] line = {
      "assert",
      report.toString(),
      "--require",
      "closed",
      "--max-flushes",
      "3",
      "--junit",
      xml.toString(),
      "--quiet"
    };
    assertThat(CommandRun.of(line)).isEqualTo(new CommandRun(1, "", ""));
    Document document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(xml.toFile());
    Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("name")).endsWith("a<b>&\\u001b\"c.json");
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("flushes <= 3: 4");
    assertThat(CommandRun.of(line).exitCode()).as("it is there now").isEqualTo(2);
  }
}
