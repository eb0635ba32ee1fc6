package dev.iotrace.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.bench.BenchRefused;
import dev.iotrace.bench.Latencies;
import dev.iotrace.bench.Throughput;
import dev.iotrace.report.Report.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
  private static final ResultsHeader.Host HOST = new ResultsHeader.Host("a", "6.18", "x86_64", 2);

  @TempDir Path temporary = Path.of("");
  private Path path;

  @BeforeEach
  void nameFile() {
    path = temporary.resolve("results.jsonl");
  }

  @Test
  void whatWasSavedComesBack() throws IOException {
    try (ResultsFile file = ResultsFile.create(path, header(3, "/mnt"))) {
      file.add(run(1));
      file.add(run(2));
    }
    try (ResultsFile file = ResultsFile.resume(path, header(3, "/mnt"))) {
      assertThat(file.runs()).containsExactly(run(1), run(2));
      file.add(run(3));
    }
    try (ResultsFile file = ResultsFile.resume(path, header(3, "/mnt"))) {
      assertThat(file.runs()).containsExactly(run(1), run(2), run(3));
    }
  }

  @Test
  void lineTornAtAnyByteCountsAsNotMeasured() throws IOException {
    try (ResultsFile file = ResultsFile.create(path, header(3, "/mnt"))) {
      file.add(run(1));
      file.add(run(2));
    }
    byte[] whole = Files.readAllBytes(path);
    int first = Files.readString(path).lastIndexOf('\n', whole.length - 2) + 1;
    for (int length = first; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      try (ResultsFile file = ResultsFile.resume(path, header(3, "/mnt"))) {
        assertThat(file.runs()).containsExactly(run(1));
        file.add(run(2));
      }
      assertThat(Files.readAllBytes(path)).isEqualTo(whole);
    }
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Files.writeString(path, "mine");
    assertThatThrownBy(() -> ResultsFile.create(path, header(3, "/mnt")))
        .isInstanceOf(BenchRefused.class)
        .hasMessageContaining("it exists");
    assertThat(path).hasContent("mine");
  }

  @Test
  void otherPlanHostOrTargetIsRefusedAndNamed() throws IOException {
    ResultsFile.create(path, header(3, "/mnt")).close();
    byte[] before = Files.readAllBytes(path);
    assertThatThrownBy(() -> ResultsFile.resume(path, header(4, "/mnt")))
        .hasMessageContaining("plan.rounds is 3, and now it would be 4");
    assertThatThrownBy(() -> ResultsFile.resume(path, header(3, "/srv")))
        .hasMessageContaining("target is [\"/mnt\"]");
    ResultsHeader elsewhere =
        new ResultsHeader(
            ResultsHeader.SCHEMA,
            "0",
            new ResultsHeader.Host("b", "6.18", "x86_64", 2),
            List.of("/mnt"),
            header(3, "/mnt").plan());
    assertThatThrownBy(() -> ResultsFile.resume(path, elsewhere))
        .isInstanceOf(BenchRefused.class)
        .hasMessageContaining("host.name");
    assertThat(path).hasBinaryContent(before);
  }

  @Test
  void fileOfSomebodyElseIsRefusedAndKept() throws IOException {
    for (String text : List.of("", "mine", "mine\n", "{}\n", "[1]\n", "\n\n")) {
      Files.writeString(path, text);
      assertThatThrownBy(() -> ResultsFile.resume(path, header(3, "/mnt")))
          .as(text)
          .isInstanceOf(BenchRefused.class);
      assertThat(path).hasContent(text);
    }
    assertThatThrownBy(() -> ResultsFile.resume(temporary.resolve("none"), header(3, "/mnt")))
        .isInstanceOf(BenchRefused.class);
  }

  @Test
  void twoRunsDoNotWriteOneFile() throws IOException {
    try (ResultsFile file = ResultsFile.create(path, header(3, "/mnt"))) {
      assertThat(file.runs()).isEmpty();
      assertThatThrownBy(() -> ResultsFile.resume(path, header(3, "/mnt")))
          .hasMessageContaining("another run writes it");
    }
  }

  private static ResultsHeader header(int rounds, String target) {
    MatrixPlan plan =
        new MatrixPlan(
            FlagSet.chosen(List.of("FSYNC*")),
            List.of(4096L),
            1 << 20,
            Duration.ofSeconds(1),
            rounds,
            7);
    return ResultsHeader.of("0", HOST, List.of(target), plan);
  }

  private static MatrixRun run(int round) {
    return new MatrixRun(
        "FSYNC",
        4096,
        new Throughput(
            round,
            State.FAILED,
            12_288,
            3,
            1.000000007,
            0.012288,
            new Latencies.Summary(1, 2, 2, 3, 3, 3, 3),
            3,
            null,
            null,
            null,
            12_288,
            20_480,
            5,
            null,
            0,
            "pwrite \u00fc: ENOSPC"));
  }
}
