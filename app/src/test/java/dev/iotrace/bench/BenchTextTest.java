package dev.iotrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.report.Report;
import dev.iotrace.report.Report.State;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTextTest {
  private static final int COLUMNS = 80;

  private static String text(Report.Outcome outcome, List<Cell> cells) throws IOException {
    StringWriter out = new StringWriter();
    new BenchText(COLUMNS).write(Samples.result(outcome, cells), out);
    return out.toString();
  }

  @Test
  void largestFiguresFitIntoEightyColumns() throws IOException {
    Latencies latencies = new Latencies();
    latencies.record(0);
    latencies.record(3_600_000_000_000L);
    Latencies.Summary summary = latencies.summary().orElseThrow();
    Throughput round =
        new Throughput(
            12,
            State.COMPLETE,
            1L << 44,
            1L << 32,
            86_400,
            12_345.6,
            summary,
            1L << 32,
            summary,
            86_400.0,
            1234.5,
            1L << 44,
            1L << 45,
            1L << 34,
            1L << 33,
            1L << 40,
            "");
    List<Cell> cells = List.of(Cell.of(Samples.SETTING, List.of(round, round)));
    assertThat(text(new Report.Outcome(State.COMPLETE, ""), cells).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
  }

  @Test
  void headlineSaysThatItIsPartial() throws IOException {
    List<Cell> cells = List.of(Cell.of(Samples.SETTING, List.of(Samples.nothing())));
    assertThat(text(new Report.Outcome(State.INTERRUPTED, ""), cells)).startsWith("INTERRUPTED");
    assertThat(text(new Report.Outcome(State.INTERRUPTED, ""), List.of()))
        .startsWith("INTERRUPTED")
        .contains("no round was begun");
  }

  @Test
  void failureIsNamedAndDoesNotDriveTheTerminal() throws IOException {
    List<Cell> cells = List.of(Cell.of(Samples.SETTING, List.of(Samples.nothing())));
    String text = text(new Report.Outcome(State.FAILED, "pwrite /\u001b[2J: ENOSPC"), cells);
    assertThat(text).startsWith("FAILED, pwrite /").contains("ENOSPC").doesNotContain("\u001b");
  }

  @Test
  void csvHasAColumnForEachField() throws IOException {
    StringWriter out = new StringWriter();
    new BenchCsv()
        .write(
            Samples.result(
                new Report.Outcome(State.COMPLETE, ""),
                List.of(
                    Cell.of(
                        Samples.SETTING,
                        List.of(Samples.round(1, State.COMPLETE, 2), Samples.nothing())))),
            out);
    List<Integer> fields = out.toString().lines().map(it -> it.split(",", -1).length).toList();
    assertThat(fields).hasSize(3).containsOnly(fields.getFirst());
  }
}
