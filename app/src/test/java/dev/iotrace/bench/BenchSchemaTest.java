package dev.iotrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.report.Report;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.Schema;
import dev.iotrace.report.Target;
import dev.iotrace.workload.Pattern;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchSchemaTest {
  private static final Schema SCHEMA = Schema.named("iotrace-bench-1");

  @Test
  void schemaAndRecordsHaveTheSamePropertiesInTheSameOrder() {
    SCHEMA.assertDescribes(BenchResult.class);
  }

  @Test
  void resultIsValidWithAllAndWithAsLittleAsThereCanBe() throws IOException {
    assertThat(SCHEMA.complaints(json(round(1, State.COMPLETE, 2), nothing()))).isEmpty();
    assertThat(SCHEMA.complaints(json(nothing()))).isEmpty();
  }

  @Test
  void unknownPropertyIsRefused() throws IOException {
    assertThat(SCHEMA.complaints(json(nothing()).replace("\"cells\"", "\"cell\""))).isNotEmpty();
  }

  @Test
  void cellHasTheFiguresOfTheMedianOfTheCompleteRounds() {
    Cell cell =
        Cell.of(
            Setting.sync("BUFFERED", Pattern.SEQ, 4096),
            List.of(
                round(1, State.COMPLETE, 4),
                round(2, State.COMPLETE, 1),
                round(3, State.FAILED, 9),
                round(4, State.COMPLETE, 3),
                round(5, State.COMPLETE, 2)));
    assertThat(cell.round()).isEqualTo(5);
    assertThat(cell.mbPerS()).isEqualTo(2);
    assertThat(cell.rounds()).hasSize(5);
  }

  @Test
  void firstRoundStandsForAllWhenNoneIsComplete() {
    Cell cell =
        Cell.of(
            Setting.sync("BUFFERED", Pattern.SEQ, 4096),
            List.of(round(1, State.INTERRUPTED, 4), round(2, State.FAILED, 1)));
    assertThat(cell.round()).isEqualTo(1);
  }

  private static Throughput round(int round, State state, double mbPerS) {
    Latencies latencies = new Latencies();
    latencies.record(1000);
    Latencies.Summary summary = latencies.summary().orElseThrow();
    return new Throughput(
        round, state, 8192, 2, 0.1, mbPerS, summary, 2, summary, 0.2, 1.5, 0, 8192, 2, 1L, 0, "");
  }

  private static Throughput nothing() {
    return new Throughput(
        1, State.FAILED, 0, 0, 0, 0, null, 0, null, null, null, 0, 0, 0, null, 0, "pwrite: EIO");
  }

  private static String json(Throughput... rounds) throws IOException {
    BenchResult result =
        new BenchResult(
            BenchResult.SCHEMA,
            "1",
            "write",
            new Report.Host("6.18", "amd64", 2),
            List.of("bench", "write"),
            new Target(
                "/mnt",
                new Target.FileSystem("ext4", "", 4096, List.of("rw"), "ordered"),
                new Target.Device(
                    "loop0", "7:0", 512, 512, true, false, List.of(), List.of("loop0"))),
            Map.of("bytes", "8192"),
            new Report.Outcome(State.COMPLETE, ""),
            List.of(Cell.of(Setting.sync("BUFFERED", Pattern.SEQ, 4096), List.of(rounds))));
    StringWriter out = new StringWriter();
    new BenchJson().write(result, out);
    return out.toString();
  }
}
