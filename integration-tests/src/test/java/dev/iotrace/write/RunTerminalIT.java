package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A command on a real terminal, in a shell with job control: a person's keys do what they do
/// without iotrace.
class RunTerminalIT extends RunFixture {
  /// `PLAN DIRECTORY COMMAND...`: a terminal with bash(1) in it. The plan is what is typed, and
  /// awaited, in Python.
  private static final String TERMINAL =
      """
      import os, pty, shlex, sys, threading, time
      plan, directory, command = sys.argv[1], sys.argv[2], sys.argv[3:]
      shell, terminal = pty.fork()
      if shell == 0:
          os.execvp('bash', ['bash', '--norc', '--noprofile', '-i'])
      screen = bytearray()
      def read():
          try:
              while True:
                  screen.extend(os.read(terminal, 4096))
          except OSError:
              pass
      threading.Thread(target=read, daemon=True).start()
      def type(keys):
          os.write(terminal, keys.encode())
      def fail():
          sys.stderr.write(screen.decode(errors='replace'))
          os._exit(1)
      def wait(condition):
          deadline = time.monotonic() + 120
          while not condition():
              if time.monotonic() > deadline:
                  fail()
              time.sleep(0.01)
      def text(name):
          try:
              return open(f'{directory}/{name}').read()
          except OSError:
              return ''
      def line(file):
          try:
              return open(f'/proc/{file}').read().strip()
          except OSError:
              return ''
      def state(process):
          return line(f'{process}/stat').rpartition(')')[2].split()[0]
      def stopped(process):
          child = line(f'{process}/task/{process}/children').split()
          return state(process) == 'T' or state(process) == 'D' and bool(child) and state(child[0]) == 'T'
      def make(name):
          open(f'{directory}/{name}', 'w').close()
      type(shlex.join(command) + '; echo code=$?\\n')
      exec(plan)
      wait(lambda: b'code=41\\r' in screen)
      type('exit\\n')
      os.waitpid(shell, 0)
      """;

  /// It counts, until it is told to end.
  private static final String COUNTING =
      "trap 'printf i >>$0/interrupts' INT; echo $$ >$0/id; read line; printf %s \"$line\""
          + " >$0/line; while [ ! -e $0/stop ]; do printf 1234567 >>$0/ticks; sleep 0.02; done;"
          + " exit 41";

  /// That iotrace has stopped the shell says; its command may still be within a call, which it ends
  /// first, or within vfork(2), and then is in no state of its own, but its child is.
  @Test
  void keysStopItAndItGoesOn() throws Exception {
    String plan =
        """
        wait(lambda: text('id').endswith('\\n'))
        type('from the terminal\\n')
        wait(lambda: text('line') == 'from the terminal' and text('ticks') != '')
        for again in range(2):
            type('\\x1a')
            wait(lambda: screen.count(b'Stopped') == again + 1)
            wait(lambda: stopped(text('id').strip()))
            ticks = text('ticks')
            time.sleep(0.1)
            assert text('ticks') == ticks
            type('fg; echo code=$?\\n')
            wait(lambda: len(text('ticks')) > len(ticks))
        make('stop')
        """;
    WriteReport report = onTerminal(plan);
    assertThat(report.text("/outcome/state")).isEqualTo("complete");
    report.assertBooksClosed();
    assertThat(command.file(report, "line").get("bytes").asLong())
        .isEqualTo("from the terminal".length());
    assertThat(command.file(report, "ticks").get("bytes").asLong())
        .isEqualTo(Files.size(Path.of(command.at("ticks"))));
  }

  /// The terminal tells it, so we do not.
  @Test
  void interruptReachesItOnce() throws Exception {
    String plan =
        """
        wait(lambda: text('id').endswith('\\n'))
        type('x\\n')
        wait(lambda: text('line') == 'x')
        type('\\x03')
        wait(lambda: text('interrupts') == 'i')
        ticks = len(text('ticks'))
        wait(lambda: len(text('ticks')) > ticks + 100)
        type('\\x03')
        wait(lambda: len(text('interrupts')) > 1)
        ticks = len(text('ticks'))
        wait(lambda: len(text('ticks')) > ticks + 100)
        make('stop')
        """;
    WriteReport report = onTerminal(plan);
    assertThat(report.text("/outcome/state")).isEqualTo("interrupted");
    assertThat(Files.readString(Path.of(command.at("interrupts")))).isEqualTo("ii");
  }

  /// Each time at another moment: also while a child has not become bpftrace or the command yet.
  /// The shell continues the whole job, and so the command, which must not run before it is
  /// followed.
  @Test
  void stoppedManyTimesBeforeItBeginsItIsFollowedFromItsFirstWriteOn() throws Exception {
    String plan =
        """
        job = f'{shell}/task/{shell}/children'
        wait(lambda: line(job) and line(f'{line(job).split()[0]}/comm') == 'java')
        iotrace = line(job).split()[0]
        stops = 0
        while text('id') == '' and stops < 80:
            wait(lambda: state(iotrace) != 'T')
            time.sleep(0.005 * (1 + stops % 9))
            type('\\x1a')
            stops += 1
            wait(lambda: screen.count(b'Stopped') == stops)
            type('fg; echo code=$?\\n')
        wait(lambda: text('id').endswith('\\n'))
        type('x\\n')
        wait(lambda: text('ticks') != '')
        make('stop')
        """;
    WriteReport report = onTerminal(plan);
    report.assertBooksClosed();
    assertThat(command.file(report, "id").get("bytes").asLong())
        .isEqualTo(Files.size(Path.of(command.at("id"))));
    assertThat(command.file(report, "ticks").get("bytes").asLong())
        .isEqualTo(Files.size(Path.of(command.at("ticks"))));
  }

  private WriteReport onTerminal(String plan) throws Exception {
    List<String> terminal = List.of("python3", "-c", TERMINAL, plan, command.mountPoint());
    List<String> arguments = new ArrayList<>(List.of("run", "--json", json.toString()));
    arguments.addAll(List.of("--quiet", "--settle", "sync", "--target", command.mountPoint()));
    arguments.addAll(List.of("--", "sh", "-c", COUNTING, command.mountPoint()));
    Ended ended =
        Ended.of(
            command
                .iotrace()
                .start(
                    terminal,
                    Program.BUILT.resolve("iotrace.jar"),
                    arguments.toArray(String[]::new)));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(command.iotrace().left()).isEmpty();
    return WriteReport.of(Files.readString(json));
  }
}
