package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Runs `iotrace bench matrix`, and sees to it that it leaves nothing.
record BenchMatrix(Program iotrace) {
  private static final String[] COMMAND = {"bench", "matrix"};

  /// To its end, which must be a good one.
  JsonNode run(String... options) throws Exception {
    Ended ended = iotrace.run(and(and(COMMAND, "--json"), options));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(iotrace.left()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(ended.stdout());
    assertThat(json.at("/outcome/state").asString()).isEqualTo("complete");
    return json;
  }

  /// It must refuse, in one sentence with this in it.
  Ended assertRefused(String why, String... options) throws Exception {
    Ended ended = iotrace.run(and(COMMAND, options));
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr().lines().filter(line -> line.startsWith("iotrace: ")))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains(why));
    assertThat(iotrace.left()).isEmpty();
    return ended;
  }

  static String[] and(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
