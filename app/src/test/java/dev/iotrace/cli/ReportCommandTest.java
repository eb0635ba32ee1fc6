package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ReportCommandTest {
  private static final TraceFolder FOLDER = TraceFolder.of("four-bytes-natural");
  private static final String TRACE = FOLDER.trace().toString();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "four-bytes-natural, 0",
    "lost-events, 4",
    "failed-write, 5",
    "interrupted, 130",
  })
  void exitCodeTellsWhatTheReportIsWorth(String folder, int exitCode) {
    CommandRun run = CommandRun.of("report", TraceFolder.of(folder).trace().toString());
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).contains("bytes written");
  }

  @Test
  void ratioOfALowerBoundIsNeverPrintedAsExact() {
    CommandRun run = CommandRun.of("report", TraceFolder.of("lost-events").trace().toString());
    assertThat(run.out().lines().findFirst().orElseThrow()).contains(">= 0.5 x");
  }

  /// The command's lookup of a name reads a block of its directory, and changes nothing.
  @Test
  void whatOnlyReadHasChangedNothing() {
    Path trace =
        Path.of(
            System.getProperty("iotrace.root"),
            "app/src/main/resources/dev/iotrace/lab/recorded/group-commit-2.jsonl.gz");
    String out = CommandRun.of("report", trace.toString()).out();
    assertThat(out).containsPattern("changed by.*\n  open ").doesNotContainPattern("\n  other ");
  }

  /// They are in the tables of processes and files.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "recorded-6.18-bpftrace-0.17-ext4-summary",
        "recorded-6.18-bpftrace-0.17-ext4-summary-libaio"
      })
  void writesThatWereCountedAreNoOtherChanges(String folder) {
    String out = CommandRun.of("report", TraceFolder.of(folder).trace().toString()).out();
    assertThat(out).contains("changed by").doesNotContainPattern("\n  summed ");
  }

  @Test
  void whatWasNotWatchedOrNotUnderstoodIsTold() {
    String out =
        CommandRun.of("report", TraceFolder.of("block-layer-only").trace().toString()).out();
    assertThat(out.replaceAll("\\s+", " "))
        .contains("only the block layer was watched: block totals are right, causes are unknown")
        .contains("2 lines of an unknown type skipped");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{}",
        "[1]",
        "{\"schema\":\"iotrace-report/1\"}",
        "{\"schema\":\"iotrace-trace/2\"}",
        "{\"schema\":\"iotrace-trace/1\"}",
        "{\"schema\":",
      })
  void fileThatIsNoTraceIsRefused(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("trace.jsonl"), content);
    assertRefused(CommandRun.of("report", file.toString()), "cannot read");
  }

  @Test
  void directoryAndPlainTextNamedGzAreRefused() throws IOException {
    Path plain = Files.copy(FOLDER.trace(), directory.resolve("trace.jsonl.gz"));
    assertRefused(CommandRun.of("report", plain.toString()), "cannot read");
    assertRefused(CommandRun.of("report", directory.toString()), "cannot read");
  }

  @Test
  void corruptLineIsNamedAndLeavesNoReportBehind() throws IOException {
    List<String> lines = Files.readAllLines(FOLDER.trace());
    lines.set(6, "{\"event\":\"bio_queued\",\"time_ns\":\"soon\"}");
    Path file = Files.write(directory.resolve("trace.jsonl"), lines);
    Path json = directory.resolve("report.json");
    assertRefused(CommandRun.of("report", file.toString(), "--json=" + json), "line 7 is corrupt");
    assertThat(json).doesNotExist();
  }

  @Test
  void twoDocumentsToStdoutAreRefused() {
    assertRefused(CommandRun.of("report", TRACE, "--json", "--csv"), "two documents to stdout");
  }

  @Test
  void existingOutputIsRefusedAndKept() throws IOException {
    Path taken = Files.writeString(directory.resolve("report.json"), "mine");
    assertRefused(CommandRun.of("report", TRACE, "--json=" + taken), "it exists");
    assertThat(taken).hasContent("mine");
  }

  @Test
  void outputIsNotLeftBehindWhenAnotherIsRefused() throws IOException {
    Path json = directory.resolve("report.json");
    Path taken = Files.writeString(directory.resolve("requests.csv"), "mine");
    CommandRun run = CommandRun.of("report", TRACE, "--json=" + json, "--csv=" + taken);
    assertRefused(run, "it exists");
    assertThat(json).doesNotExist();
    assertThat(taken).hasContent("mine");
  }

  @Test
  void danglingLinkIsNotFollowed() throws IOException {
    Path target = directory.resolve("elsewhere");
    Path link = Files.createSymbolicLink(directory.resolve("report.json"), target);
    assertRefused(CommandRun.of("report", TRACE, "--json=" + link), "it exists");
    assertThat(target).doesNotExist();
  }

  @Test
  void filesGetTheSameDocumentsAndStdoutTheReportForPeople() throws IOException {
    Path json = directory.resolve("report.json");
    Path csv = directory.resolve("requests.csv");
    CommandRun run = CommandRun.of("report", TRACE, "--json=" + json, "--csv=" + csv);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(CommandRun.of("report", TRACE).out()).isNotEmpty();
    assertThat(json).hasContent(Files.readString(FOLDER.expected()));
    assertThat(Files.readString(csv)).isEqualTo(CommandRun.of("report", TRACE, "--csv").out());
  }

  @Test
  void quietSaysNothing() {
    assertThat(CommandRun.of("report", TRACE, "--quiet")).isEqualTo(new CommandRun(0, "", ""));
  }

  @ParameterizedTest
  @MethodSource("dev.iotrace.cli.TraceFolder#all")
  void pageCarriesTheReportOfEveryTrace(TraceFolder folder) throws IOException {
    Path html = directory.resolve("report.html");
    String trace = folder.trace().toString();
    CommandRun run = CommandRun.of("report", trace, "--html=" + html, "--quiet");
    assertThat(run.out() + run.err()).isEmpty();
    String page = Files.readString(html);
    String from = "<script type=\"application/json\" id=\"data\">";
    String data = page.substring(page.indexOf(from) + from.length(), page.indexOf("</script>"));
    assertThat(JsonMapper.shared().readTree(data).get("report"))
        .isEqualTo(JsonMapper.shared().readTree(Files.readString(folder.expected())));
  }

  @Test
  void pageIsNeverWrittenOverAnything() throws IOException {
    Path json = directory.resolve("report.json");
    Path taken = Files.writeString(directory.resolve("report.html"), "mine");
    CommandRun run = CommandRun.of("report", TRACE, "--json=" + json, "--html=" + taken);
    assertRefused(run, "it exists");
    assertThat(json).doesNotExist();
    assertThat(taken).hasContent("mine");
  }

  private static void assertRefused(CommandRun run, String why) {
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().contains(why);
  }
}
