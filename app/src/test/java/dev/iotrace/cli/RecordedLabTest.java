package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.lab.Lab;
import dev.iotrace.report.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each lab on its recorded traces, against `src/test/resources/lab`: every figure of a page comes
/// from these. `-Drecord=true` writes the pages anew.
class RecordedLabTest {
  private static final int MOST_BYTES = 300_000;
  private static final int COLUMNS = 80;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Lab.class)
  void pageIsAsRecorded(Lab lab) throws IOException {
    Golden.assertRecorded(Golden.path("lab/" + lab.word() + ".txt"), run(lab).good());
  }

  @ParameterizedTest
  @EnumSource(Lab.class)
  void pageFitsIntoEightyColumnsAndSaysThatItIsRecorded(Lab lab) {
    String out = run(lab).out();
    assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
    assertThat(out.lines()).anyMatch(line -> line.startsWith("The answer: RECORDED on Linux "));
    assertThat(out.replace("/dev/null", ""))
        .doesNotContain("{", "NOT as expected", "NOT EXACT", "null", "NaN");
  }

  @Test
  void recordedTracesAreSmall() throws IOException {
    long bytes = 0;
    for (Lab lab : Lab.values()) {
      for (int trial = 1; trial <= lab.trials().size(); trial++) {
        try (InputStream trace = lab.recorded(trial)) {
          bytes += trace.readAllBytes().length;
        }
      }
    }
    assertThat(bytes).isBetween(1L, (long) MOST_BYTES);
  }

  @Test
  void listNamesEachLabByItsNumber() {
    List<String> lines = CommandRun.of("lab", "list").out().lines().map(String::strip).toList();
    assertThat(lines)
        .isEqualTo(Stream.of(Lab.values()).map(lab -> lab.number() + "  " + lab.title()).toList())
        .contains("1  Four bytes");
  }

  @Test
  void withoutATerminalThePredictionIsSkippedAndThatIsSaid() {
    String asked = CommandRun.of("lab", "run", "1", "--recorded").out();
    assertThat(asked.replaceAll("\\s+", " "))
        .contains("No prediction was asked for: stdin or stdout is no terminal.");
    assertThat(run(Lab.FOUR_BYTES).out()).doesNotContain("no terminal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sheet.md", "sheet.html", "SHEET.HTM"})
  void sheetHoldsEveryLab(String name) throws IOException {
    Path sheet = directory.resolve(name);
    CommandRun run =
        CommandRun.of("lab", "run", "all", "--recorded", "--answers", "--sheet", sheet.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    String text = Files.readString(sheet);
    boolean html = !name.endsWith(".md");
    assertThat(text).startsWith(html ? "<!DOCTYPE html>" : "# ");
    for (Lab lab : Lab.values()) {
      String title = "Lab " + lab.number() + ": " + lab.title();
      assertThat(text).contains(html ? "<h2>" + title + "</h2>" : "\n## " + title + "\n");
    }
    if (html) {
      assertThat(text)
          .contains("transaction -&gt; journal bio", "<pre>")
          .doesNotContain("<script", "http://");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0 --recorded, no lab 0",
    "11 --recorded, no lab 11",
    "99999 --recorded, no lab 99999",
    "one --recorded, no lab one",
    "1 --recorded --fast, leave one of them out",
    "1 --recorded --traces /nowhere, leave one of them out",
    "1 --recorded --sheet sheet.pdf, end it in .md or in .html",
  })
  void whatMakesNoSenseIsRefusedBeforeAnythingIsRun(String words, String why) {
    CommandRun run = CommandRun.of(("lab run " + words).split(" "));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(why);
  }

  @Test
  void sheetThatExistsIsRefusedAndKept() throws IOException {
    Path taken = Files.writeString(directory.resolve("sheet.md"), "mine");
    CommandRun run = CommandRun.of("lab", "run", "1", "--recorded", "--sheet", taken.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.err()).contains("it exists");
    assertThat(taken).hasContent("mine");
  }

  private static CommandRun run(Lab lab) {
    String number = Integer.toString(lab.number());
    return CommandRun.of("lab", "run", number, "--recorded", "--answers");
  }
}
