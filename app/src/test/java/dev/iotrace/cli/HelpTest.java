package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.report.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// The help of every command there is against `src/test/resources/help`, so that a change of the
/// command line is a difference to review. `-Drecord=true` writes the files anew.
class HelpTest {
  private static final Path EXPECTED = Golden.path("help");

  static Stream<String> commands() {
    return commands(IoTrace.commandLine());
  }

  private static Stream<String> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command.getCommandSpec().qualifiedName()),
        command.getSubcommands().values().stream().distinct().flatMap(HelpTest::commands));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsAsRecordedInEveryLocale(String command) throws IOException {
    List<String> words = List.of((command + " --help").split(" "));
    String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
    Path expected = EXPECTED.resolve(command.replace(' ', '-') + ".txt");
    Golden.assertRecorded(expected, CommandRun.of(arguments).good());
    Golden.assertIn(
        List.of(Locale.ENGLISH, Locale.GERMANY, Locale.ROOT), // for Turks picocli sorts otherwise
        Files.readString(expected),
        () -> CommandRun.of(arguments).good());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsIntoEightyColumns(String command) throws IOException {
    assertThat(Files.readAllLines(EXPECTED.resolve(command.replace(' ', '-') + ".txt")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }
}
