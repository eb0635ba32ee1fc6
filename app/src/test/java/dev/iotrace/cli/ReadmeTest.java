package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.iotrace.house.Documents;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents show of the program is what it does.
class ReadmeTest {
  private static final String README = Documents.text(Path.of("README.md"));
  private static final Pattern COMMAND =
      Pattern.compile("(?:sudo )?(?:\\./)?iotrace( [^#:]*?)?(?: *#.*)?");

  /// A word as the shell takes it, quotes included.
  private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

  static Stream<String> commands() {
    return Documents.all().stream().map(Documents::text).flatMap(ReadmeTest::commands).distinct();
  }

  /// Lines of code, and what stands between backticks; options alone are those of `write`.
  private static Stream<String> commands(String text) {
    return Stream.concat(
            text.lines().filter(line -> line.startsWith("    ")).map(String::strip),
            Documents.codeSpans(text).stream()
                .map(span -> span.startsWith("--") ? "iotrace write " + span : span))
        .map(COMMAND::matcher)
        .filter(command -> command.matches() && command.group(1) != null)
        .map(command -> command.group(1).strip());
  }

  private static String[] words(String arguments) {
    return WORD.matcher(arguments)
        .results()
        .map(word -> word.group().replaceAll("['\"]", ""))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShownIsUnderstood(String arguments) {
    assertThatCode(() -> IoTrace.commandLine().parseArgs(words(arguments)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"docs/report.md, four-bytes", "docs/tutorial.md, fsync"})
  void sampleIsWhatTheRecordedTraceGives(Path document, String trace) {
    assertThat(Documents.text(document)).contains("```\n" + report(trace) + "```\n");
  }

  /// Where it leaves lines out there are three dots.
  @Test
  void excerptIsOfWhatTheRecordedTraceGives() {
    String begin = "```\n4 bytes written ->";
    String excerpt = README.substring(README.indexOf(begin) + 4);
    List<String> parts =
        List.of(excerpt.substring(0, excerpt.indexOf("```\n")).split("(?m)^\\.{3}\n"));
    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(report("four-bytes")).startsWith(parts.getFirst()).containsSubsequence(parts);
  }

  @Test
  void labsAreThoseOfTheProgram() {
    assertThat(Documents.text(Path.of("docs/commands.md")))
        .contains("```\n" + CommandRun.of("lab", "list").out() + "```\n");
  }

  private static String report(String trace) {
    Path file = Documents.ROOT.resolve("docs/samples").resolve(trace + ".jsonl.gz");
    return CommandRun.of("report", file.toString()).out();
  }

  /// What a newcomer must not miss: what it is, the two commands, an output, the way on.
  @Test
  void aScreenIsEnoughToBegin() {
    List<String> lines = README.lines().toList();
    assertThat(lines).hasSizeLessThan(200);
    assertThat(lines.subList(0, 50))
        .contains("    sudo ./iotrace write --bytes 4", "    sudo ./check", "## Where to go next");
  }

  @Test
  void floorIsThatOfTheVariantForTheOldest() {
    List<String> floors =
        Documents.table(Documents.text(Path.of("probes/README.md")), "script").stream()
            .filter(script -> script.getFirst().equals("`ext4-5.10.bt`"))
            .map(List::getLast)
            .toList();
    assertThat(floors).hasSize(1);
    assertThat(README).contains("Causes need " + floors.getFirst() + ";");
  }
}
