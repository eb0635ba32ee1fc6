package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.iotrace.house.Documents;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void exitCodesAreThoseOfTheProgram() {
    assertThat(
            Documents.table(README, "code").stream()
                .collect(Collectors.toMap(List::getFirst, List::getLast)))
        .isEqualTo(ExitCode.meanings());
  }

  @Test
  void sampleIsWhatTheRecordedTraceGives() {
    Path trace = Documents.ROOT.resolve("docs/samples/four-bytes.jsonl.gz");
    assertThat(README)
        .contains("```\n" + CommandRun.of("report", trace.toString()).out() + "```\n");
  }

  @Test
  void tutorialShowsWhatItsSampleGives() {
    Path trace = Documents.ROOT.resolve("docs/samples/fsync.jsonl.gz");
    assertThat(Documents.text(Path.of("docs/tutorial.md")))
        .contains("```\n" + CommandRun.of("report", trace.toString()).out() + "```\n");
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
