package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportSchemaTest {
  private static final Schema SCHEMA = Schema.named("iotrace-report-1");

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyReportIsValid(Scenario scenario) throws IOException {
    assertThat(SCHEMA.complaints(json(scenario))).isEmpty();
  }

  @Test
  void unknownPropertyAndWrongTypeAreRefused() throws IOException {
    String json = json(Scenario.ZERO_BYTES);
    assertThat(SCHEMA.complaints(json.replaceFirst("\\{", "{\"more\": 1,"))).hasSize(1);
    assertThat(SCHEMA.complaints(json.replace("\"cpus\": 2", "\"cpus\": \"2\""))).hasSize(1);
  }

  @Test
  void schemaAndRecordsHaveTheSamePropertiesInTheSameOrder() {
    SCHEMA.assertDescribes(Report.class);
  }

  private static String json(Scenario scenario) throws IOException {
    return Golden.written(scenario.report(), new JsonReport());
  }
}
