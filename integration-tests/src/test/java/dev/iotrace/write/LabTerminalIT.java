package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A learner at a real terminal.
class LabTerminalIT {
  /// `ANSWERS COMMAND...`: runs the command in a terminal, types the answers, one for each time
  /// that it asks, and prints what it showed.
  private static final String TERMINAL =
      """
      import os, pty, sys
      answers = eval(sys.argv[1])
      child, terminal = pty.fork()
      if child == 0:
          os.execvp(sys.argv[2], sys.argv[2:])
      screen, asked = b'', 0
      while True:
          try:
              piece = os.read(terminal, 4096)
          except OSError:
              break
          screen += piece
          if screen.count(b'(Enter skips): ') > asked:
              os.write(terminal, answers[asked])
              asked += 1
      sys.stdout.write(screen.decode().replace('\\r', ''))
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """;

  @TempDir Path temporary;

  @BeforeAll
  static void needsPython() {
    Installed.program("python3", "python3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[b'90112\\r']        | You predicted 90,112 bytes; it was 90,112 bytes. Right.",
        "[b'64k\\r']          | You predicted 65,536 bytes; it was 90,112 bytes. Within a",
        "[b'4\\r']            | You predicted 4 bytes; it was 90,112 bytes. Far off, as most",
        "[b'many\\r', b'4\\r'] | 'many' is not understood; say it like 20 bytes",
      })
  void predictionIsAskedForAndJudged(String answers, String judgement) throws Exception {
    assertThat(lab(answers)).contains(judgement);
  }

  @Test
  void terminalEscapesThatAreTypedDoNotComeBack() throws Exception {
    assertThat(lab("[b'x\\x1b[31m\\r', b'\\r']")).contains("'x\\u001b[31m' is not understood");
  }

  /// Enter, and the end of the input.
  @ParameterizedTest
  @CsvSource({"[b'\\r']", "[b'\\x04']"})
  void predictionThatIsSkippedIsNotJudged(String answers) throws Exception {
    assertThat(lab(answers)).doesNotContain("You predicted").contains("90,112");
  }

  private String lab(String answers) throws Exception {
    Process process =
        new Program(temporary.toRealPath())
            .start(
                List.of("python3", "-c", TERMINAL, answers),
                Program.BUILT.resolve("iotrace.jar"),
                "lab",
                "run",
                "1",
                "--recorded");
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as("%s%s", ended.stderr(), ended.stdout()).isZero();
    return ended.stdout().replaceAll("\\s+", " ");
  }
}
