package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A command's rights, streams, signals and exit code are its own.
class RunProcessIT extends RunFixture {
  private static final String NOBODY = "65534";

  @Test
  void commandRunsAsWhoCalledSudoWithItsOwnInputOutputAndExitCode() throws Exception {
    RealKernel.run("chmod", "0711", temporary.toString());
    RealKernel.run("chmod", "0777", command.mountPoint());
    command.iotrace().with("SUDO_UID", NOBODY).with("SUDO_GID", NOBODY);
    String script = "id -u; id -g; tee $0/mine; echo warned >&2; exit 37";
    Process process = command.start(json, "sh", "-c", script, command.mountPoint());
    process.getOutputStream().write("from stdin\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().close();
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(37);
    assertThat(ended.stdout()).isEqualTo(NOBODY + "\n" + NOBODY + "\nfrom stdin\n");
    assertThat(ended.stderr()).contains("warned\n");
    WriteReport report = WriteReport.of(Files.readString(json)).assertBooksClosed();
    assertThat(command.file(report, "mine").get("bytes").asLong()).isEqualTo(11);
    assertThat(command.iotrace().left()).isEmpty();
  }

  @Test
  void commandThatASignalEnds() throws Exception {
    Ended ended = Ended.of(command.start(temporary.resolve("r"), "sh", "-c", "kill -9 $$"));
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(128 + 9);
  }

  @Test
  void commandThatIsNotThere() throws Exception {
    Ended ended = Ended.of(command.start(temporary.resolve("r"), "no-such-command"));
    assertThat(ended.exitCode()).isEqualTo(127);
    assertThat(ended.stderr()).contains("no-such-command");
  }

  /// It ends as it likes, and is reported all the same.
  @Test
  void interruptIsTheCommandsOwn() throws Exception {
    String script =
        "trap 'printf 1234567 >$0/late; sync -f $0; exit 41' INT; printf 123 >$0/early;"
            + " while :; do sleep 0.1; done";
    Process process = command.start(json, "sh", "-c", script, command.mountPoint());
    Running.await(() -> Files.exists(command.target().mountPoint().resolve("early")));
    RealKernel.run("kill", "-INT", Long.toString(process.pid()));
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(41);
    WriteReport report = WriteReport.of(Files.readString(json));
    assertThat(report.text("/outcome/state")).isEqualTo("interrupted");
    assertThat(command.file(report, "early").get("bytes").asLong()).isEqualTo(3);
    assertThat(command.file(report, "late").get("bytes").asLong()).isEqualTo(7);
    assertThat(command.iotrace().left()).isEmpty();
  }

  @Test
  void traceTellsTheSameWithoutTheKernel() throws Exception {
    Path trace = temporary.resolve("trace.jsonl.gz");
    WriteReport live =
        command.run(
            List.of("--trace", trace.toString()),
            "dd",
            "if=/dev/zero",
            "of=" + command.at("f"),
            "bs=5",
            "count=3");
    Ended replay = command.iotrace().run("report", trace.toString(), "--json");
    assertThat(replay.exitCode()).as(replay.stderr()).isZero();
    JsonNode replayed = WriteReport.of(replay.stdout()).json();
    for (String part : List.of("logical", "settled", "writes", "processes", "files", "audit")) {
      assertThat(replayed.get(part)).as(part).isEqualTo(live.json().get(part));
    }
  }
}
