package dev.iotrace.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.report.JsonDocument;
import dev.iotrace.report.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchSchemaTest {
  private static final Schema SCHEMA = Schema.named("iotrace-watch-1");

  @Test
  void schemaAndRecordsHaveTheSamePropertiesInTheSameOrder() {
    SCHEMA.assertDescribes(View.class);
  }

  @Test
  void intervalIsValidWithAllAndWithNothingAndOnALineOfItsOwn() throws IOException {
    Counters without = new Counters(0, 0, -1, 2);
    Watch watch = new Watch(Recorded.PLACE, Recorded.NAMES, Recorded.empty(1), without);
    for (View each :
        List.of(
            watch.take(Recorded.threePrograms(), without, List.of("lost")),
            watch.take(Recorded.empty(3_000_000_000L), without, List.of()))) {
      String json = json(each);
      assertThat(SCHEMA.complaints(json)).isEmpty();
      assertThat(json.indexOf('\n')).isEqualTo(json.length() - 1);
      assertThat(SCHEMA.complaints(json.replace("\"files\"", "\"file\""))).isNotEmpty();
    }
  }

  private static String json(View view) throws IOException {
    StringWriter out = new StringWriter();
    JsonDocument.writeLine(view, out);
    return out.toString();
  }
}
