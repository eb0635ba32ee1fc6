package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a person sees of a run on a real terminal, which is made narrower meanwhile.
class LiveTerminalIT extends RootFixture {
  /// `PLAN COMMAND...`: a command on a terminal of 80 columns. The plan is how that changes, and
  /// what is awaited on the screen, in Python. Told is what was written at each size.
  private static final String TERMINAL =
      """
      import fcntl, json, os, pty, struct, sys, termios, threading, time
      plan, command = sys.argv[1], sys.argv[2:]
      begin, go = os.pipe()
      child, terminal = pty.fork()
      if child == 0:
          os.read(begin, 1)
          os.execvp(command[0], command)
      parts = []
      def size(columns):
          parts.append([columns, ''])
          fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
      size(80)
      def read():
          try:
              while True:
                  data = os.read(terminal, 65536).decode(errors='replace')
                  parts[-1][1] += data # of the size of now
          except OSError:
              pass
      reader = threading.Thread(target=read, daemon=True)
      reader.start()
      os.write(go, b'x')
      def wait(text):
          deadline = time.monotonic() + 120
          while text not in parts[-1][1]:
              if time.monotonic() > deadline or not reader.is_alive():
                  sys.stderr.write(f'no {text!r} in {parts}')
                  os.kill(child, 15)
                  os._exit(1)
              time.sleep(0.01)
      exec(plan)
      _, status = os.waitpid(child, 0)
      reader.join(10)
      json.dump(parts, sys.stdout)
      sys.exit(os.waitstatus_to_exitcode(status))
      """;

  private final List<AutoCloseable> made = new ArrayList<>();

  @AfterEach
  void removeTarget() throws Exception {
    for (AutoCloseable each : made) {
      each.close();
    }
  }

  @Test
  void pictureFollowsTheTerminalAndGoes() throws Exception {
    Program iotrace = new Program(directory).with("TERM", "xterm-256color");
    String plan =
        """
        wait('flushes   ')
        size(40)
        wait('flushes   ')
        size(20)
        wait('is committed')
        size(80)
        wait('books closed')
        """;
    JsonNode parts = onTerminal(plan, iotrace, write(iotrace));
    assertThat(text(parts, 0)).contains("writes    \u001b[32m").contains("journal   \u001b[33m");
    assertThat(text(parts, 1)).contains("writes    ");
    String narrow = text(parts, 2);
    assertThat(narrow.substring(narrow.indexOf("is committed"))).doesNotContain("flushes   ");
    String last = text(parts, 3);
    String report = last.substring(last.indexOf("books closed"));
    assertThat(report).doesNotContain("\u001b").doesNotContain("waiting for");
    assertThat(iotrace.left()).isEmpty();
  }

  @Test
  void noColorIsHonoured() throws Exception {
    Program iotrace = new Program(directory).with("TERM", "xterm-256color").with("NO_COLOR", "1");
    JsonNode parts = onTerminal("wait('flushes   ')\n", iotrace, write(iotrace));
    assertThat(text(parts, 0)).contains("writes    .").doesNotContainPattern("\u001b\\[[0-9;]*m");
  }

  @Test
  void dumbTerminalGetsLinesOnly() throws Exception {
    Program iotrace = new Program(directory).with("TERM", "dumb");
    JsonNode parts = onTerminal("", iotrace, write(iotrace));
    assertThat(text(parts, 0)).contains("is committed").doesNotContain("\u001b");
  }

  @Test
  void streamsOfACommandStayItsOwn() throws Exception {
    Following command = new Following(directory);
    made.add(command);
    command.iotrace().with("TERM", "xterm-256color");
    Path out = temporary.resolve("out");
    Path err = temporary.resolve("err");
    Path json = temporary.resolve("report.json");
    String script =
        "for i in 1 2 3 4 5 6 7 8; do echo $i; echo $i >&2; echo $i >>$0/f; sync $0/f; sleep 0.2;"
            + " done";
    List<String> run =
        List.of(
            "run",
            "--live",
            "--quiet",
            "--settle=sync",
            "--json=" + json,
            "--target=" + command.mountPoint(),
            "--",
            "sh",
            "-c",
            script,
            command.mountPoint());
    String redirected = "\"$@\" >" + out + " 2>" + err;
    JsonNode parts =
        onTerminal(
            "wait('syncs     ')\n", command.iotrace(), List.of("sh", "-c", redirected, "sh"), run);
    assertThat(text(parts, 0)).contains("syncs     ").contains("journal   ");
    assertThat(Files.readString(out)).isEqualTo("1\n2\n3\n4\n5\n6\n7\n8\n");
    assertThat(Files.readString(err)).isEqualTo("1\n2\n3\n4\n5\n6\n7\n8\n");
    WriteReport.of(Files.readString(json)).assertBooksClosed();
  }

  @Test
  void terminalOfACommandIsNotDrawnOn() throws Exception {
    Program iotrace = new Program(directory).with("TERM", "xterm-256color");
    List<String> run = List.of("run", "--live", "--", "true");
    Ended ended = start("", iotrace, List.of(), run);
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stdout()).contains("redirect both: >out 2>err");
  }

  private static List<String> write(Program iotrace) {
    return List.of(
        "write",
        "--bytes=4",
        "--count=20",
        "--interval=200ms",
        "--sync=fsync",
        "--settle=sync",
        "--scratch=" + iotrace.scratch(""));
  }

  private JsonNode onTerminal(String plan, Program iotrace, List<String> arguments)
      throws Exception {
    return onTerminal(plan, iotrace, List.of(), arguments);
  }

  private static JsonNode onTerminal(
      String plan, Program iotrace, List<String> prefix, List<String> arguments) throws Exception {
    Ended ended = start(plan, iotrace, prefix, arguments);
    assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isZero();
    return JsonMapper.shared().readTree(ended.stdout());
  }

  private static Ended start(
      String plan, Program iotrace, List<String> prefix, List<String> arguments) throws Exception {
    List<String> terminal = new ArrayList<>(List.of("python3", "-c", TERMINAL, plan));
    terminal.addAll(prefix);
    return Ended.of(
        iotrace.start(
            terminal, Program.BUILT.resolve("iotrace.jar"), arguments.toArray(String[]::new)));
  }

  private static String text(JsonNode parts, int part) {
    return parts.get(part).get(1).asString();
  }
}
