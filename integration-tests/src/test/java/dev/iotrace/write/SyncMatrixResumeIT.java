package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A matrix that does not come to its end.
class SyncMatrixResumeIT extends ProgramFixture {
  @Test
  void killedMatrixGoesOnWhereItWas() throws Exception {
    Path results = directory.resolve("results.jsonl");
    try (LoopExt4 target = LoopExt4.make(directory)) {
      String[] plan = {
        "bench",
        "matrix",
        "--json",
        "--only=FDATASYNC,O_DSYNC+O_DIRECT",
        "--sizes=4k-64k",
        "--bytes=1m",
        "--cell-time=50ms",
        "--rounds=31",
        "--target=" + target.mountPoint()
      };
      Process process = iotrace.start(BenchMatrix.and(plan, "--results=" + results));
      Running.await(() -> Files.exists(results) && Files.readAllLines(results).size() > 4);
      process.destroyForcibly().waitFor();
      assertThat(Running.files(target.mountPoint())).hasSize(1);
      List<String> before = Files.readAllLines(results);
      assertThat(before.size()).isBetween(5, 5 * 2 * 31);
      Files.writeString(results, "{\"mode\":\"FDATA", StandardOpenOption.APPEND);

      Ended other = iotrace.run(BenchMatrix.and(plan, "--resume=" + results, "--seed=1"));
      assertThat(other.exitCode()).isEqualTo(2);
      assertThat(other.stderr().lines().filter(line -> line.contains("plan.seed"))).hasSize(1);

      Ended resumed = iotrace.run(BenchMatrix.and(plan, "--resume=" + results));
      assertThat(resumed.exitCode()).as(resumed.stderr()).isZero();
      List<String> after = Files.readAllLines(results);
      assertThat(after).startsWith(before.toArray(String[]::new)).hasSize(1 + 5 * 2 * 31);
      JsonNode cells = new ObjectMapper().readTree(resumed.stdout()).get("cells");
      assertThat(cells).hasSize(10);
      for (JsonNode cell : cells) {
        assertThat(cell.get("rounds").valueStream().map(it -> it.get("round").asInt()))
            .doesNotHaveDuplicates()
            .hasSize(31);
      }
      assertThat(iotrace.left()).isEmpty();
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  @Test
  void interruptedMatrixShowsWhatItHasAndLeavesNothing() throws Exception {
    Path results = directory.resolve("results.jsonl");
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Process process =
          iotrace.start(
              "bench",
              "matrix",
              "--json",
              "--bytes=32m",
              "--rounds=99",
              "--results=" + results,
              "--target=" + target.mountPoint());
      Running.await(() -> Files.exists(results) && Files.readAllLines(results).size() > 2);
      RealKernel.run("kill", "-INT", Long.toString(process.pid()));
      Ended ended = Ended.of(process);
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(130);
      JsonNode json = new ObjectMapper().readTree(ended.stdout());
      assertThat(json.at("/outcome/state").asString()).isEqualTo("interrupted");
      assertThat(json.get("cells")).hasSize(Files.readAllLines(results).size() - 1);
      assertThat(iotrace.left()).isEmpty();
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }
}
