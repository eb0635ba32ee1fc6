package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that others choose: they reach the report as they are and drive neither JSON nor terminal.
class HostileIT extends ProgramFixture {
  private LoopExt4 target;

  @BeforeEach
  void makeTarget() throws Exception {
    target = LoopExt4.make(directory);
  }

  @AfterEach
  void unmountTarget() throws Exception {
    target.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b\"c'd\\e", "new\nline", "\u001b[31mred\u0007", "\uD83D\uDE00 ü"})
  void directoryMayHaveAnyName(String name) throws Exception {
    Path directory = Files.createDirectory(target.mountPoint().resolve(name));
    target.sync();
    Path json = temporary.resolve("report.json");
    Ended ended =
        iotrace.run(
            "write", "--target", directory.toString(), "--settle", "sync", "--json=" + json);
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(iotrace.left()).isEmpty();
    WriteReport report = WriteReport.of(Files.readString(json)).assertAlone();
    assertThat(report.text("/target/path")).isEqualTo(directory.toString());
    assertThat(report.text("/workload/file")).startsWith(directory + "/");
    assertHarmless(ended);
  }

  /// It flushes what our writes have dirtied, so that its name stands beside our requests.
  @ParameterizedTest
  @ValueSource(strings = {"\"},{\"x", "\u001b[2J\u0007", "a\nb\tc", "100% %s %n"})
  void processMayHaveAnyName(String comm) throws Exception {
    Path json = temporary.resolve("report.json");
    try (Neighbour _ = Neighbour.start("sync", target.mountPoint(), comm)) {
      Ended ended =
          iotrace.run(
              "write",
              "--target",
              target.mountPoint().toString(),
              "--count=20",
              "--interval=100ms",
              "--settle=sync",
              "--verbose",
              "--trace=" + temporary.resolve("trace.jsonl.gz"),
              "--json=" + json);
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(iotrace.left()).isEmpty();
      WriteReport report = WriteReport.of(Files.readString(json)).assertBooksClosed();
      List<String> submitters =
          report.requests().stream().map(it -> it.at("/submitter/comm").asString()).toList();
      assertThat(submitters).contains(comm);
      assertHarmless(ended);
    }
  }

  private static void assertHarmless(Ended ended) {
    assertThat((ended.stdout() + ended.stderr()).chars())
        .noneMatch(it -> it != '\n' && Character.isISOControl(it));
  }
}
