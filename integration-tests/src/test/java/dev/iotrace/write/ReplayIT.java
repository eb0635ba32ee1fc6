package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `iotrace report TRACE` says what the run itself said.
class ReplayIT extends ProgramFixture {
  @ParameterizedTest
  @ValueSource(strings = {"trace.jsonl", "trace.jsonl.gz"})
  void replayByAnybodyEqualsTheLiveReportByteForByte(String name) throws Exception {
    Path trace = directory.resolve(name);
    Path json = directory.resolve("live.json");
    Ended live =
        iotrace.run(
            "write",
            "--bytes=4096",
            "--count=23",
            "--sync=fsync",
            "--settle=sync",
            "--scratch=" + iotrace.scratch(""),
            "--trace=" + trace,
            "--json=" + json,
            "--perfetto=" + directory.resolve("live.perfetto"));
    assertThat(live.exitCode()).as(live.stdout() + live.stderr()).isZero();
    assertThat(iotrace.left()).isEmpty();

    Nobody nobody = Nobody.of(directory);
    nobody.mayRead(trace);
    Ended replay = nobody.run(iotrace, "report", trace.toString(), "--json");
    assertThat(replay.exitCode()).as(replay.stderr()).isZero();
    assertThat(replay.stderr()).isEmpty();
    assertThat(replay.stdout()).isEqualTo(Files.readString(json));

    Path perfetto = directory.resolve("replayed.perfetto");
    Ended converted = iotrace.run("report", trace.toString(), "--quiet", "--perfetto=" + perfetto);
    assertThat(converted.exitCode()).isZero();
    assertThat(converted.stdout() + converted.stderr()).isEmpty();
    assertThat(Files.mismatch(perfetto, directory.resolve("live.perfetto"))).isEqualTo(-1);

    Ended terminal = nobody.run(iotrace, "report", trace.toString());
    assertThat(terminal.stdout()).isEqualTo(live.stdout());
  }
}
