package dev.iotrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.report.Report;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchSchemaTest {
  private static final Schema SCHEMA = Schema.named("iotrace-bench-1");

  @Test
  void schemaAndRecordsHaveTheSamePropertiesInTheSameOrder() {
    SCHEMA.assertDescribes(BenchResult.class);
  }

  @Test
  void resultIsValidWithAllAndWithAsLittleAsThereCanBe() throws IOException {
    assertThat(SCHEMA.complaints(json(Samples.round(1, State.COMPLETE, 2), Samples.nothing())))
        .isEmpty();
    assertThat(SCHEMA.complaints(json(Samples.nothing()))).isEmpty();
  }

  @Test
  void unknownPropertyIsRefused() throws IOException {
    assertThat(SCHEMA.complaints(json(Samples.nothing()).replace("\"cells\"", "\"cell\"")))
        .isNotEmpty();
  }

  @Test
  void cellHasTheFiguresOfTheMedianOfTheCompleteRounds() {
    Cell cell =
        Cell.of(
            Samples.SETTING,
            List.of(
                Samples.round(1, State.COMPLETE, 4),
                Samples.round(2, State.COMPLETE, 1),
                Samples.round(3, State.FAILED, 9),
                Samples.round(4, State.COMPLETE, 3),
                Samples.round(5, State.COMPLETE, 2)));
    assertThat(cell.round()).isEqualTo(5);
    assertThat(cell.mbPerS()).isEqualTo(2);
    assertThat(cell.rounds()).hasSize(5);
  }

  @Test
  void firstRoundStandsForAllWhenNoneIsComplete() {
    Cell cell =
        Cell.of(
            Samples.SETTING,
            List.of(Samples.round(1, State.INTERRUPTED, 4), Samples.round(2, State.FAILED, 1)));
    assertThat(cell.round()).isEqualTo(1);
  }

  private static String json(Throughput... rounds) throws IOException {
    Cell cell = Cell.of(Samples.SETTING, List.of(rounds));
    StringWriter out = new StringWriter();
    new BenchJson()
        .write(Samples.result(new Report.Outcome(State.COMPLETE, ""), List.of(cell)), out);
    return out.toString();
  }
}
