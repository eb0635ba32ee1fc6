package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How a command and those that it starts live and end, and what iotrace does when it ends itself.
class RunLifeIT extends RunFixture {
  @Test
  void commandThatIgnoresTheFirstInterruptIsToldTheSecond() throws Exception {
    String trap = "trap 'printf 1 >>$0/told; trap \"exit 43\" INT; : >$0/again' INT";
    Process process = start(trap, "sleep 0.05");
    signal("INT", process.pid());
    Running.await(() -> Files.exists(at("again"))); // before, the second would be as the first
    signal("INT", process.pid());
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(43);
    WriteReport report = report();
    assertThat(report.text("/outcome/state")).isEqualTo("interrupted");
    assertThat(command.file(report, "told").get("bytes").asLong()).isEqualTo(1);
    assertThat(command.iotrace().left()).isEmpty();
  }

  @Test
  void commandIsToldThatItIsToEnd() throws Exception {
    Process process = start("trap 'printf 12345 >$0/told; exit 47' TERM", "sleep 0.05");
    signal("TERM", process.pid());
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(47);
    WriteReport report = report();
    assertThat(report.text("/outcome/state")).isEqualTo("interrupted");
    assertThat(command.file(report, "told").get("bytes").asLong()).isEqualTo(5);
    assertThat(command.iotrace().left()).isEmpty();
  }

  @Test
  void commandThatDiesOfTheSignal() throws Exception {
    Process process = start(":", "sleep 0.05");
    signal("TERM", process.pid());
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(128 + 15);
    assertThat(command.file(report(), "begun").get("bytes").asLong()).isEqualTo(3);
  }

  @Test
  void aThousandShortChildren() throws Exception {
    String loop = "i=0; while [ $i -lt 1000 ]; do (printf 123 >>$0/f); i=$((i + 1)); done";
    WriteReport report = command.run("sh", "-c", loop, command.mountPoint());
    assertThat(report.number("/logical/writes")).isEqualTo(1000);
    assertThat(command.file(report, "f").get("bytes").asLong()).isEqualTo(3000);
    assertThat(report.deviceBytes("data")).isEqualTo(4096);
    assertThat(Following.processes(report).stream().filter(it -> it.get("bytes").asLong() == 3))
        .hasSize(1000);
  }

  /// Double fork and a session of its own. It writes on when the command has ended, and ends when
  /// it sees that the report's sync has come.
  @Test
  void daemonIsFollowedWhileTheReportSettles() throws Exception {
    String program =
        """
        import os, sys, time
        def put(name, count):
            f = os.open(f'{sys.argv[1]}/{name}', os.O_CREAT | os.O_WRONLY, 0o644)
            os.write(f, bytes(count))
            os.close(f)
        command = os.getpid()
        if os.fork():
            os.wait()
            put('command', 101)
            sys.exit(29)
        os.setsid()
        if os.fork():
            os._exit(0)
        while os.path.exists(f'/proc/{command}'):
            time.sleep(0.01)
        put('daemon', 211)
        os._exit(0)
        """;
    Process process = command.start(json, "python3", "-c", program, command.mountPoint());
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(29);
    WriteReport report = report().assertBooksClosed();
    assertThat(command.file(report, "command").get("bytes").asLong()).isEqualTo(101);
    assertThat(command.file(report, "daemon").get("bytes").asLong()).isEqualTo(211);
    assertThat(report.json().has("left_running")).isFalse();
  }

  @Test
  void whatIsLeftRunningIsSaidAndLives() throws Exception {
    String script = "sleep 1000 </dev/null >/dev/null 2>&1 & echo $! >$0/left";
    Ended ended = Ended.of(command.start(json, "sh", "-c", script, command.mountPoint()));
    long left = Long.parseLong(Files.readString(at("left")).strip());
    try {
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(ended.stderr()).contains("left running").contains(left + " sleep");
      JsonNode said = report().json().at("/left_running");
      assertThat(said.size()).isOne();
      assertThat(said.get(0).get("process_id").asLong()).isEqualTo(left);
      assertThat(said.get(0).get("comm").asString()).isEqualTo("sleep");
      assertThat(ProcessHandle.of(left)).isPresent();
    } finally {
      signal("KILL", left);
    }
  }

  @Test
  void killedIotraceLeavesTheCommandAndTheNextCleansUp() throws Exception {
    Process process = start("trap 'exit 0' TERM; echo $$ >$0/id", "sleep 0.05");
    long id = Long.parseLong(Files.readString(at("id")).strip());
    process.destroyForcibly().waitFor();
    try {
      Ended next = command.iotrace().run("run", "--target", command.mountPoint(), "true");
      assertThat(next.exitCode()).as(next.stderr()).isZero();
      // The probes may have ended by then: their pipe is broken.
      assertThat(next.stderr()).contains("iotrace: removed ");
      assertThat(command.iotrace().children("bpftrace")).isEmpty();
      assertThat(ProcessHandle.of(id)).isPresent();
    } finally {
      signal("TERM", id);
    }
  }

  /// Nothing of it has run by then.
  @Test
  void interruptBeforeTheCommandBegins() throws Exception {
    Process process = command.start(json, "touch", command.at("never"));
    Running.await(() -> !command.iotrace().children("bpftrace").isEmpty());
    signal("INT", process.pid());
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(130);
    assertThat(at("never")).doesNotExist();
    assertThat(command.iotrace().left()).isEmpty();
  }

  /// A shell that has made a note of its beginning, and loops until a signal ends it.
  private Process start(String before, String each) throws Exception {
    String script = before + "; printf 123 >$0/begun; while :; do " + each + "; done";
    Process process = command.start(json, "sh", "-c", script, command.mountPoint());
    Running.await(() -> Files.exists(at("begun")) && Files.size(at("begun")) == 3);
    return process;
  }

  private Path at(String name) {
    return Path.of(command.at(name));
  }

  private WriteReport report() throws Exception {
    return WriteReport.of(Files.readString(json));
  }

  private static void signal(String name, long processId) throws Exception {
    RealKernel.run(List.of("kill", "-" + name, Long.toString(processId)).toArray(String[]::new));
  }
}
