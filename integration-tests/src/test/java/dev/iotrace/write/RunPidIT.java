package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `iotrace run --pid`: a process that runs already is looked at, and goes on.
class RunPidIT extends RunFixture {
  /// Fifty threads, a child and a grandchild that are there before, and one process after the other
  /// that begins while the probes are attached. All write when they are let go: when the parent
  /// closes its end of the pipe, or has died. They sleep until then, and there is a most of them:
  /// on a busy machine, hundreds that look now and then were enough to keep the probes from ever
  /// being attached.
  private static final String MANY =
      """
      import os, signal, sys, threading, time
      signal.alarm(600)
      directory, meeting = sys.argv[1:]
      waiting, held = os.pipe()
      go = threading.Event()
      def put(name, count):
          f = os.open(f'{directory}/{name}', os.O_CREAT | os.O_WRONLY, 0o644)
          os.write(f, bytes(count))
          os.close(f)
      def await_file(name):
          while not os.path.exists(f'{meeting}/{name}'):
              time.sleep(0.02)
      def write_when_let_go(name, count):
          os.close(held)
          os.read(waiting, 1)
          put(name, count)
      def child(name, count):
          if os.fork() == 0:
              write_when_let_go(name, count)
              os._exit(0)
      def thread(name, count):
          go.wait()
          put(name, count)
      if os.fork() == 0:
          child('grandchild', 103)
          write_when_let_go('child', 101)
          os.wait()
          os._exit(0)
      threads = [threading.Thread(target=thread, args=(f'thread{n}', 53)) for n in range(50)]
      [t.start() for t in threads]
      open(f'{meeting}/ready', 'w').close()
      forked = 0
      while not os.path.exists(f'{meeting}/go'):
          if forked < 199:
              child(f'late{forked}', 13)
              forked += 1
          time.sleep(0.02)
      os.close(held)
      go.set()
      [t.join() for t in threads]
      try:
          while True:
              os.wait()
      except ChildProcessError:
          pass
      put('last', forked)
      await_file('end')
      """;

  private final List<Process> begun = new ArrayList<>();

  @AfterEach
  void endProcesses() throws Exception {
    for (Process process : begun) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void threadsAndProcessesThatAreThereAndThoseThatCome() throws Exception {
    Process many = begin("python3", "-c", MANY, command.mountPoint(), temporary.toString());
    Running.await(() -> Files.exists(temporary.resolve("ready")));
    Process iotrace = attach(many, List.of());
    Files.createFile(temporary.resolve("go"));
    Running.await(() -> Files.exists(Path.of(command.at("last"))));
    Files.createFile(temporary.resolve("end"));
    WriteReport report = ended(iotrace, 0).assertBooksClosed();
    int late = 0;
    while (Files.exists(Path.of(command.at("late" + late)))) {
      assertThat(bytes(report, "late" + late)).isEqualTo(13);
      late++;
    }
    assertThat(late).isGreaterThan(10);
    assertThat(bytes(report, "last")).isEqualTo(late);
    for (int thread = 0; thread < 50; thread++) {
      assertThat(bytes(report, "thread" + thread)).isEqualTo(53);
    }
    assertThat(bytes(report, "child")).isEqualTo(101);
    assertThat(bytes(report, "grandchild")).isEqualTo(103);
    assertThat(report.number("/logical/bytes")).isEqualTo(50 * 53 + 101 + 103 + 14L * late);
    assertThat(ofProcess(report, many.pid())).isEqualTo(50 * 53 + late);
    assertThat(report.json().at("/settled/amplification_ratio").isNull()).isFalse();
  }

  /// The file was open before; nobody saw how far it had come.
  @Test
  void processGoesOnWhenTheTimeIsOver() throws Exception {
    String program =
        """
        import os, sys, time
        f = os.open(sys.argv[1] + '/open', os.O_CREAT | os.O_WRONLY, 0o644)
        os.write(f, bytes(5003))
        for name in ('go', 'on'):
            while not os.path.exists(f'{sys.argv[2]}/{name}'):
                time.sleep(0.01)
            os.write(f, bytes(1009))
            open(f'{sys.argv[2]}/{name}.done', 'w').close()
        """;
    Process process = begin("python3", "-c", program, command.mountPoint(), temporary.toString());
    Running.await(() -> Files.exists(Path.of(command.at("open"))));
    Process iotrace = attach(process, List.of("--duration", "6s"));
    Files.createFile(temporary.resolve("go"));
    WriteReport report = ended(iotrace, 0).assertBooksClosed();
    assertThat(bytes(report, "open")).isEqualTo(1009);
    assertThat(report.text("/workload/options/detail")).isEqualTo("auto");
    assertThat(report.writes().getFirst().get("offset").asLong()).isEqualTo(5003);
    assertThat(report.deviceBytes("data")).isEqualTo(4096);
    assertThat(process.isAlive()).isTrue();
    Files.createFile(temporary.resolve("on"));
    assertThat(process.waitFor()).isZero();
    assertThat(Files.size(Path.of(command.at("open")))).isEqualTo(5003 + 2 * 1009);
  }

  /// The probes are attached in the middle of its calls, one after the other: no page is taken for
  /// a store into a mapping, because its call was not seen. What it writes later is not charged.
  @ParameterizedTest
  @ValueSource(strings = {"writes", "auto"})
  void oneThatWritesAllTheTime(String detail) throws Exception {
    String program =
        """
        import os, signal, sys, time
        signal.alarm(600)
        f = os.open(sys.argv[1] + '/log', os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644)
        while not os.path.exists(sys.argv[2] + '/stop'):
            os.write(f, bytes(101))
            os.fsync(f)
            time.sleep(0.003)
        """;
    Process process = begin("python3", "-c", program, command.mountPoint(), temporary.toString());
    Running.await(() -> Files.exists(Path.of(command.at("log"))));
    Process iotrace = attach(process, List.of("--duration", "1s", "--detail", detail));
    Thread.sleep(3000); // two of them when nobody follows it any more
    Files.createFile(temporary.resolve("stop"));
    WriteReport report = ended(iotrace, 0).assertBooksClosed();
    assertThat(report.json().at("/logical/unmeasured")).isEmpty();
    assertThat(report.number("/unattributed/device_bytes")).isZero();
    long bytes = report.number("/logical/bytes");
    assertThat(bytes).isPositive().isLessThan(Files.size(Path.of(command.at("log"))));
    assertThat(report.number("/logical/writes")).isEqualTo(bytes / 101);
    assertThat(bytes % 101).isZero();
    assertThat(report.number("/logical/syncs")).isBetween(bytes / 101 - 1, bytes / 101 + 1);
    assertThat(report.json().at("/settled/amplification_ratio").isNull()).isFalse();
  }

  @Test
  void interruptEndsTheTraceAndNotTheProcess() throws Exception {
    String script =
        "while [ ! -e $1/go ]; do sleep 0.01; done; printf 1234567 >$0/f; exec sleep 1000";
    Process process = begin("sh", "-c", script, command.mountPoint(), temporary.toString());
    Process iotrace = attach(process, List.of());
    Files.createFile(temporary.resolve("go"));
    Path written = Path.of(command.at("f"));
    Running.await(() -> Files.exists(written) && Files.size(written) == 7);
    RealKernel.run("kill", "-INT", Long.toString(iotrace.pid()));
    WriteReport report = ended(iotrace, 130);
    assertThat(report.text("/outcome/state")).isEqualTo("interrupted");
    assertThat(bytes(report, "f")).isEqualTo(7);
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void whatCannotBeFollowedIsRefused() throws Exception {
    Process ended = begin("true");
    ended.waitFor();
    assertRefused(refuse(List.of(), Long.toString(ended.pid())), "there is no such process");
    assertRefused(refuse(List.of(), "2"), "a thread of the kernel");
    List<String> itself = List.of("sh", "-c", "exec \"$@\" --pid=$$", "sh");
    assertRefused(refuse(itself, ""), "iotrace itself");
    assertRefused(refuse(List.of(), "1", "true"), "it takes either");
  }

  private Ended refuse(List<String> prefix, String pid, String... words) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", "--target", command.mountPoint()));
    if (!pid.isEmpty()) {
      arguments.add("--pid=" + pid);
    }
    arguments.addAll(List.of(words));
    return Ended.of(
        command
            .iotrace()
            .start(prefix, Program.BUILT.resolve("iotrace.jar"), arguments.toArray(String[]::new)));
  }

  private static void assertRefused(Ended ended, String why) {
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(2);
    assertThat(ended.stderr()).contains(why).hasLineCount(1);
  }

  /// It ends with the test.
  private Process begin(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    begun.add(process);
    return process;
  }

  /// Returns when the probes know all of its threads.
  private Process attach(Process process, List<String> options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", "--json", json.toString()));
    arguments.addAll(List.of("--settle", "sync", "--target", command.mountPoint()));
    arguments.addAll(List.of("--pid", Long.toString(process.pid())));
    arguments.addAll(options);
    Process iotrace = command.iotrace().start(arguments.toArray(String[]::new));
    begun.add(iotrace);
    Running.said(iotrace, "following process");
    return iotrace;
  }

  private WriteReport ended(Process iotrace, int exitCode) throws Exception {
    Ended ended = Ended.of(iotrace);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(exitCode);
    assertThat(command.iotrace().left()).isEmpty();
    return WriteReport.of(Files.readString(json));
  }

  private long bytes(WriteReport report, String file) {
    return command.file(report, file).get("bytes").asLong();
  }

  private static long ofProcess(WriteReport report, long pid) {
    return Following.processes(report).stream()
        .filter(it -> it.get("process_id").asLong() == pid)
        .mapToLong(it -> it.get("bytes").asLong())
        .sum();
  }
}
